import { createHash, randomUUIDv7 } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { project } from './project.ts'
import { startStaticPages, type StaticPages } from './static-pages.ts'
import { recordHistory } from './testing/history.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

const secret = 'known to the web server and to nobody else'
let service: TestApp
let folder: string
let pages: StaticPages
beforeAll(async () => {
  service = await startTestApp()
  folder = await mkdtemp(join(tmpdir(), 'nowait-pages-'))
  pages = await startStaticPages(service.database, { folder, secret, seconds: 60 }, service.log)
})
afterAll(async () => {
  await pages.stop()
  await rm(folder, { recursive: true })
  await service.drop()
})

test('a page that changes is a compressed file, whose name says nothing of its member', async () => {
  const member = randomUUIDv7()
  for (const event of recordHistory(1, member)) await service.database.transaction(project([event]))
  const name = pages.addressOf(member).path.split('?')[0]!.replace('/pages/', '')
  await eventually(async () => {
    const lines = await service.lines(member)
    expect(brotliDecompressSync(await readFile(join(folder, `${name}.br`))).toString()).toBe(lines)
    expect(gunzipSync(await readFile(join(folder, `${name}.gz`))).toString()).toBe(lines)
  })
  expect((await readdir(folder)).join()).not.toContain(member)
})

test('an address is signed as the web server checks it, for a member and a time', () => {
  const member = randomUUIDv7()
  const { path, expires } = pages.addressOf(member)
  const [, uri, signature, until] = /^(\/pages\/[\w-]{43}\.ndjson)\?s=([\w-]{22})&e=(\d+)$/.exec(path)!
  expect(Number(until)).toBe(expires)
  expect(expires - Date.now() / 1_000).toBeLessThanOrEqual(60)
  // nginx: base64url of md5 over "$secure_link_expires$uri <secret>".
  expect(createHash('md5').update(`${until}${uri} ${secret}`).digest('base64url')).toBe(signature)
  expect(pages.addressOf(randomUUIDv7()).path.split('?')[0]).not.toBe(uri)
})
