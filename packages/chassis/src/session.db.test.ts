import { expect, inject, onTestFinished, test } from 'vitest'
import { openSession } from './session.ts'
import { eventually } from './testing/eventually.ts'
import './testing/postgres-setup.ts'
import { wayToDatabase } from './testing/way-to-database.ts'

/** A way to the server that can fall silent: then nothing passes, and no connection is closed. */
async function startSilentable() {
  let silent = false
  const url = await wayToDatabase((client, openServer) => {
    const server = openServer()
    client.on('data', (bytes) => silent || server.write(bytes))
    server.on('data', (bytes) => silent || client.write(bytes))
  })
  return { url, fallSilent: () => void (silent = true) }
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
  const { url, fallSilent } = await startSilentable()
  const quiet = openSession(inject('databaseUrl'), { name: 'test', answerMs: 200 })
  const asked = openSession(url, { name: 'test', answerMs: 200 })
  onTestFinished(quiet.close)
  await quiet.sql`select 1`
  await asked.sql`select 1`
  fallSilent()
  // Given up later than the quiet one would be.
  await expect(asked.sql`select 2`).rejects.toThrow('did not answer within 200 ms')
  expect(await quiet.sql`select 3 as n`).toEqual([{ n: 3 }])
})
