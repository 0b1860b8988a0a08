import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { Session } from './session.ts'
import { openStandingSession } from './standing-session.ts'
import './testing/postgres-setup.ts'
import { wayToDatabase } from './testing/way-to-database.ts'

// As the protocol has it: ErrorResponse, its length, severity, code and message.
const fields = 'SFATAL\0C57P01\0Mterminating connection\0\0'
const farewell = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), Buffer.from(fields)])
farewell.writeInt32BE(4 + fields.length, 1)

/** A way to the server that refuses the first who comes. */
function startRefusingOnce(): Promise<string> {
  let isFirst = true
  return wayToDatabase((client, openServer) => {
    if (isFirst) client.once('data', () => client.write(farewell))
    else client.pipe(openServer()).pipe(client)
    isFirst = false
  })
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
