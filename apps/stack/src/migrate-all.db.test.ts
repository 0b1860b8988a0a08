import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Failure } from './failure.ts'
import { migrateAll } from './migrate-all.ts'
import { connect } from './postgres-ask.ts'
import { roleUrl } from './process-env.ts'
import type { ProcessSpec } from './processes.ts'
import { openSecrets } from './secrets.ts'

const name = `stranger_${randomUUID().slice(0, 8)}`
const table: ProcessSpec[] = [
  { name, entry: '', calls: [], ready: '/ready', migrations: 'apps/services/point/migrations' },
]
const folder = mkdtempSync(join(tmpdir(), 'nowait-migrate-'))
const secrets = openSecrets(join(folder, 'secrets'))
const administrator = connect(inject('databaseUrl'))
const owner = `${name}_owner`
const ownerUrl = () => {
  const url = new URL(roleUrl(inject('databaseUrl'), owner, 'known'))
  url.pathname = `/${name}`
  return url.href
}

beforeAll(async () => {
  await administrator.unsafe(`create role ${owner} login password 'known'`)
  await administrator.unsafe(`create database ${name} owner ${owner}`)
})

afterAll(async () => {
  await administrator.unsafe(`drop database ${name} with (force)`)
  await administrator.unsafe(`drop role ${owner}`)
  await administrator.end()
  rmSync(folder, { recursive: true })
})

test('an owner who may not create roles is told what an administrator has to run', async () => {
  const failure = await migrateAll(ownerUrl(), table, secrets).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Failure)
  const { message, details } = failure as Failure
  expect(message).toContain('Let an administrator run this once')
  expect(details).toContain(`create role "nowait_${name}" login password`)
})
