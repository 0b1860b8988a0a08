import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, inject, onTestFinished, test } from 'vitest'
import type { Session } from './session.ts'
import { openStandingSession } from './standing-session.ts'
import './testing/postgres-setup.ts'

// As the protocol has it: ErrorResponse, its length, severity, code and message.
const fields = 'SFATAL\0C57P01\0Mterminating connection\0\0'
const farewell = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), Buffer.from(fields)])
farewell.writeInt32BE(4 + fields.length, 1)

/** A way to the server that refuses the first who comes. */
async function startRefusingOnce(): Promise<string> {
  const server = new URL(inject('databaseUrl'))
  const sockets: Socket[] = []
  const proxy = createServer((client) => {
    client.on('error', () => {})
    if (sockets.push(client) === 1) return void client.once('data', () => client.write(farewell))
    const database = connect(Number(server.port), server.hostname)
    sockets.push(database)
    database.on('error', () => {})
    client.pipe(database).pipe(client)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  const url = new URL(server)
  url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`
  return url.href
}

test('a standing session that ends while the next one opens does not take that with it', async () => {
  const standing = openStandingSession({ url: await startRefusingOnce(), name: 'test' })
  onTestFinished(standing.close)
  // All groups of a process ask, whenever they like.
  const sessions = new Set<Session>()
  const asked: Promise<void>[] = []
  while (sessions.size === 0) {
    asked.push(
      standing.get().then(
        (session) => void sessions.add(session),
        () => {},
      ),
    )
    await turn()
  }
  await Promise.all(asked)
  expect(sessions).toEqual(new Set([await standing.get()]))
})
