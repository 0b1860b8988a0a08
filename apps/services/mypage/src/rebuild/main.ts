import { parseArgs } from 'node:util'
import { databaseUrl, readConfig } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { openSession } from '@nowait/chassis/session'
import { z } from 'zod'
import { createBar } from './bar.ts'
import { rebuild } from './rebuild.ts'

const { DATABASE_URL: url } = readConfig(z.object({ DATABASE_URL: databaseUrl }))
const { values } = parseArgs({ options: { compare: { type: 'boolean', default: false } } })
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const database = openDatabase({ url, name: 'mypage rebuild', max: 3 })
// Held as long as its connection: a rebuild that is killed keeps nobody out.
const lock = openSession(url, { name: 'mypage rebuild lock' })
try {
  process.exitCode = await main()
} finally {
  await lock.close()
  await database.close()
}

async function main(): Promise<number> {
  const [{ mine }] = await lock.sql<[{ mine: boolean }]>`
    select pg_try_advisory_lock(hashtextextended('mypage rebuild ' || current_schema(), 0)) as mine`
  if (!mine) return fail('A rebuild runs already: wait for it, or end it and start this again.')
  const bar = createBar(process.stdout)
  try {
    const started = performance.now()
    const done = await rebuild({
      database,
      compareOnly: values.compare,
      signal: stopping.signal,
      onProgress: bar.show,
    })
    bar.end()
    const seconds = (performance.now() - started) / 1_000
    const rate = done.events / seconds
    process.stdout.write(
      [
        `${done.resumed ? 'went on with' : 'read'} ${done.events} events of ${done.members} members in ${seconds.toFixed(1)} s: ${Math.round(rate)} a second, ${(1_000_000 / rate / 60).toFixed(1)} min for a million`,
        `${done.differences.length} pages are not what they were${done.differences.length > 0 ? `: ${done.differences.slice(0, 20).join(', ')}` : ''}`,
        ...(done.holes > 0 ? [`${done.holes} things lack events that are no longer in the logs`] : []),
        done.switched ? 'switched: the new pages are read' : 'compared only: the pages are as they were',
        '',
      ].join('\n'),
    )
    return values.compare && done.differences.length > 0 ? 2 : 0
  } catch (error) {
    bar.end()
    if (stopping.signal.aborted) return fail('Stopped. Start it again to go on where it was.')
    throw error
  }
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`)
  return 1
}
