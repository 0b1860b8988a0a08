import type { Database } from '@nowait/chassis/database'
import type { QueueOptions } from '@nowait/chassis/jobs/queue'
import type { Probe } from './probe.ts'

const aheadOfTime = `(now() + interval '1 hour')`

/**
 * The planted bug `lease-by-process-clock`: leases are written and judged by a clock that is an hour ahead. What such a
 * process leaves behind belongs to it for an hour.
 */
export function withClockAhead(database: Database): Database {
  const sql = new Proxy(database.sql, {
    get: (real, name) =>
      name === 'unsafe'
        ? (statement: string, values: never[]) =>
            real.unsafe(statement.replaceAll('now()', aheadOfTime), values)
        : (Reflect.get(real, name) as unknown),
  })
  return { ...database, sql }
}

/**
 * The planted bug `no-fencing`: success is written without asking whose job it is by now. A process that slept through
 * its lease writes it a second time.
 */
export function withoutFencing(
  queues: Record<string, QueueOptions>,
  database: Database,
  reach: Probe['reach'],
) {
  const unfenced = (queue: QueueOptions): QueueOptions => ({
    ...queue,
    async handler(job, call) {
      const effect = await queue.handler(job, call)
      await reach('before-write')
      if (effect) await database.transaction(effect)
    },
  })
  return Object.fromEntries(Object.entries(queues).map(([name, queue]) => [name, unfenced(queue)]))
}
