import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ensureJars } from './jars.ts'
import { requireJava } from './java.ts'

const bytes = Buffer.from('a jar')
const jar = { sha256: createHash('sha256').update(bytes).digest('hex'), path: 'org/some/some-1.jar' }

let folder: string
let server: Server
let repository: string
let asked: string[]

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(request.url === '/maven2/org/some/some-1.jar' ? 200 : 404).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}/maven2`
})

beforeEach(() => {
  asked = []
  folder = mkdtempSync(join(tmpdir(), 'nowait-jars-'))
  return () => rmSync(folder, { recursive: true })
})

afterAll(() => {
  server.close()
})

test('a jar is fetched once, and again when the cached one is damaged', async () => {
  const ensure = () => ensureJars({ repository, cache: folder, list: [jar] })
  const [file = ''] = await ensure()
  await ensure()
  expect(asked).toEqual(['/maven2/org/some/some-1.jar'])
  writeFileSync(file, 'half a')
  await ensure()
  expect(readFileSync(file)).toEqual(bytes)
  expect(asked).toHaveLength(2)
})

test('a jar that is not the listed one is refused and not kept', async () => {
  const other = { ...jar, sha256: '0'.repeat(64) }
  await expect(ensureJars({ repository, cache: folder, list: [other] })).rejects.toThrow(
    'is not the listed file',
  )
  expect(readdirSync(folder)).toEqual([])
})

test('a repository that does not have a jar is told by its address', async () => {
  const missing = { ...jar, path: 'org/some/none-1.jar' }
  await expect(ensureJars({ repository, cache: folder, list: [missing] })).rejects.toThrow(
    `Download failed: ${repository}/org/some/none-1.jar: HTTP 404. Check the network, or set MAVEN_REPOSITORY`,
  )
})

test('without Java, or with one that is too old, it is said what to install', () => {
  expect(() => requireJava({ PATH: folder })).toThrow('No Java found (java). Kafka needs Java 17 or newer')
  const old = `#!/bin/sh\necho 'openjdk version "1.8.0_292"' >&2\n`
  writeFileSync(join(folder, 'java'), old, { mode: 0o755 })
  expect(() => requireJava({ PATH: folder })).toThrow('Java too old: java is 8, Kafka needs 17 or newer')
})
