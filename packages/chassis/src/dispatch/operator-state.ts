import { jobStatistics, type QueueStatistics } from '../jobs/statistics.ts'
import type { Sql } from '../session.ts'
import type { Counts } from './counts.ts'
import { modeTable } from './mode-table.ts'

export interface ProcessState {
  process: string
  name: string
  /** `gone`: gave no sign for a while and had not said that it stops. */
  state: 'running' | 'stopped' | 'gone'
  startedAt: Date
  seenAt: Date
  /**
   * By integration. Of a process that is gone, `pending` was in its memory when it last wrote and is counted as lost
   * instead: what it finished in its last second was not, what it accepted in that second comes on top.
   */
  integrations: Record<string, Counts>
}

export interface OperatorState {
  processes: ProcessState[]
  /** Waiting, retrying and dead jobs of durable modes, from all processes: the queue has the name of the integration. */
  queues: QueueStatistics[]
}

/** What all processes of a schema say of their integrations; `silentMs` makes a process gone. */
export async function operatorState(sql: Sql, { silentMs = 10_000 } = {}): Promise<OperatorState> {
  const [rows, queues] = await Promise.all([
    sql<ProcessState[]>`
      select process, name, started_at as "startedAt", seen_at as "seenAt", integrations,
        case
          when stopped then 'stopped'
          when seen_at < now() - make_interval(secs => ${silentMs / 1_000}) then 'gone'
          else 'running'
        end as state
      from dispatch_state order by started_at`,
    jobStatistics(sql),
  ])
  return { processes: rows.map((row) => (row.state === 'gone' ? withLosses(row) : row)), queues }
}

function withLosses(gone: ProcessState): ProcessState {
  const integrations = Object.entries(gone.integrations).map(([name, counts]) => [
    name,
    // Who waited for the outside has seen that there was no answer: that is no loss.
    { ...counts, lost: counts.lost + (modeTable[counts.mode].mayLose ? counts.pending : 0), pending: 0 },
  ])
  return { ...gone, integrations: Object.fromEntries(integrations) }
}
