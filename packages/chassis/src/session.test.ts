import { expect, onTestFinished, test } from 'vitest'
import { openSession } from './session.ts'
import { socketServer } from './testing/servers.ts'
import { openTransactions } from './transactions.ts'

/** What a server does that is about to stop: it takes a connection and hangs up, without a word. */
async function startHangingUp(): Promise<string> {
  const server = await socketServer((socket) => void socket.once('data', () => socket.end()))
  onTestFinished(server.close)
  return server.url.replace('http:', 'postgres:')
}

test('a session whose server hangs up before it is ready is lost', async () => {
  const session = openSession(await startHangingUp(), { name: 'test' })
  await expect(session.sql`select 1`).rejects.toThrow('was lost')
  expect(session.lost.aborted).toBe(true)
  await expect(session.sql`select 2`).rejects.toThrow('CONNECTION')
})

test('such a session keeps no later transaction waiting', async () => {
  const { transaction, close } = openTransactions({ url: await startHangingUp(), name: 'test', max: 1 })
  onTestFinished(close)
  for (let i = 0; i < 3; i++) await expect(transaction(async () => {})).rejects.toThrow('was lost')
})
