import { randomUUID } from 'node:crypto'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import type { Counts } from './counts.ts'
import type { Described } from './described.ts'

const everyMs = 1_000
/** So long an operator can see what a process left behind. */
const keepDays = 7

/** Writes every second what this process has done and has in memory, so that something is left of it when it is killed. */
export function startReporting({
  database: { sql },
  name,
  counts,
  described,
  log,
}: {
  database: Database
  name: string
  counts: () => Record<string, Counts>
  described: Record<string, Described>
  log: Log
}) {
  const process = randomUUID()
  let writing = forgetOld()
  let failing = false

  async function write(stopped: boolean): Promise<void> {
    try {
      await sql`
        insert into dispatch_state (process, name, stopped, integrations, described)
        values (${process}, ${name}, ${stopped}, ${JSON.stringify(counts())}::text::jsonb,
          ${JSON.stringify(described)}::text::jsonb)
        on conflict (process) do update
        set seen_at = now(), stopped = excluded.stopped, integrations = excluded.integrations`
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'the state of the integrations could not be written')
      failing = true
    }
  }

  async function forgetOld(): Promise<void> {
    await sql`delete from dispatch_state where seen_at < now() - make_interval(days => ${keepDays})`.catch(
      () => {}, // the next start does it
    )
  }

  const report = (stopped = false) => (writing = writing.then(() => write(stopped)))
  void report()
  const timer = setInterval(() => void report(), everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await report(true)
    },
  }
}
