import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openSession } from './session.ts'
import { eventually } from './testing/eventually.ts'
import './testing/postgres-setup.ts'

/** A way to the server that can fall silent: then nothing passes, and no connection is closed. */
async function startSilentable() {
  const server = new URL(inject('databaseUrl'))
  const sockets: Socket[] = []
  let silent = false
  const proxy = createServer((client) => {
    const database = connect(Number(server.port), server.hostname)
    sockets.push(client, database)
    client.on('data', (bytes) => silent || database.write(bytes))
    database.on('data', (bytes) => silent || client.write(bytes))
    for (const socket of [client, database]) socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  const url = new URL(server)
  url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`
  return { url: url.href, fallSilent: () => void (silent = true) }
}

test('a statement whose answer never comes fails, and the session is lost', async () => {
  const { url, fallSilent } = await startSilentable()
  const session = openSession(url, { name: 'test', answerMs: 1_000 })
  await session.sql`select 1`
  fallSilent()
  await expect(session.sql`select 2`).rejects.toThrow('did not answer within 1000 ms')
  await eventually(() => session.lost.aborted)
})

test('a session that is not asked anything is not given up', async () => {
  const { url } = await startSilentable()
  const session = openSession(url, { name: 'test', answerMs: 200 })
  onTestFinished(session.close)
  await session.sql`select pg_sleep(0.05)`
  const quiet = Promise.withResolvers<void>()
  setTimeout(quiet.resolve, 500)
  await quiet.promise
  expect(await session.sql`select 3 as n`).toEqual([{ n: 3 }])
})
