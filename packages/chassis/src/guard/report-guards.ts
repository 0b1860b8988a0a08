import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { systemClock } from '../clock.ts'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import { followForces, type Force } from './forces.ts'
import { createProcessView } from './process-view.ts'
import { type GuardRegistry, processGuards } from './registry.ts'
import { tellThreads } from './threads.ts'

const everyMs = 1_000
const keepDays = 7

export interface ReportOptions {
  database: Database
  log: Log
  /** The guards of this process, unless given. */
  registry?: GuardRegistry
}

/**
 * Writes every second what the guards of this process are and do, and carries out what operators force: one statement
 * for both. While the database is away everything stays as it was.
 */
export function reportGuards({ database: { sql }, log, registry = processGuards }: ReportOptions) {
  const id = randomUUID()
  const name = `${hostname()}:${process.pid}`
  const view = createProcessView(registry, systemClock)
  const carryOut = followForces(registry)
  const threads = registry === processGuards ? tellThreads() : undefined
  let writing = forgetOld()
  let isWriting = false
  let failing = false

  async function write(stopped: boolean): Promise<void> {
    isWriting = true
    try {
      const forces = await sql<Force[]>`
        with said as (
          insert into guard_state (process, name, stopped, state)
          values (${id}, ${name}, ${stopped}, ${JSON.stringify(view())}::text::jsonb)
          on conflict (process) do update
          set seen_at = now(), stopped = excluded.stopped, state = excluded.state
        )
        select guard, turn, case when until > now() then phase end as phase from guard_force`
      carryOut(forces)
      threads?.tell(forces)
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'the state of the guards could not be written')
      failing = true
    }
    isWriting = false
  }

  async function forgetOld(): Promise<void> {
    await sql`delete from guard_state where seen_at < now() - make_interval(days => ${keepDays})`.catch(
      () => {}, // the next start does it
    )
  }

  const report = (stopped = false) => (writing = writing.then(() => write(stopped)))
  void report()
  const timer = setInterval(() => {
    if (!isWriting) void report()
  }, everyMs)
  return {
    /** Before the database is closed. */
    async stop() {
      clearInterval(timer)
      await report(true)
      threads?.close()
    },
  }
}
