import { jobStatistics, type QueueStatistics } from '../jobs/statistics.ts'
import type { Sql } from '../session.ts'
import { type Counts, noCounts } from './counts.ts'
import { type Described, describeIntegrations, silentMs as goneAfterMs } from './described.ts'
import { type Latency, mergeLatencies } from './histogram.ts'
import { type ChosenMode, readChosenModes } from './modes.ts'
import type { Mode } from './integration.ts'
import { refuseMode } from './mode-table.ts'

export interface ProcessState {
  process: string
  name: string
  /** `gone`: gave no sign for a while and had not said that it stops. */
  state: 'running' | 'stopped' | 'gone'
  startedAt: Date
  seenAt: Date
  /**
   * By integration. Of a process that is gone, what was `inMemory` when it last wrote is counted as lost instead: what it
   * finished in its last second was not, what it accepted in that second comes on top.
   */
  integrations: Record<string, Counts>
}

export type Totals = Omit<Counts, 'mode' | 'latency'>

/** One integration in all processes of a schema. */
export interface IntegrationState extends Described {
  integration: string
  /** In force: that which was chosen, else the default. */
  mode: Mode
  /** By an operator at run time. */
  chosen: ChosenMode | null
  /** Since the start of each process that was seen within a week; `pending` also has the jobs that are not dead, and the outbox. */
  counts: Totals & { dead: number }
  latency: Latency
}

export interface OperatorState {
  /** Those of the processes that run now, by name. */
  integrations: IntegrationState[]
  processes: ProcessState[]
  /** Waiting, retrying and dead jobs of durable modes, from all processes: the queue has the name of the integration. */
  queues: QueueStatistics[]
}

/** What all processes of a schema say of their integrations; `silentMs` makes a process gone. */
export async function operatorState(sql: Sql, { silentMs = goneAfterMs } = {}): Promise<OperatorState> {
  const [rows, queues, described, chosen, unsent] = await Promise.all([
    sql<ProcessState[]>`
      select process, name, started_at as "startedAt", seen_at as "seenAt", integrations,
        case
          when stopped then 'stopped'
          when seen_at < now() - make_interval(secs => ${silentMs / 1_000}) then 'gone'
          else 'running'
        end as state
      from dispatch_state order by started_at`,
    jobStatistics(sql),
    describeIntegrations(sql),
    readChosenModes(sql),
    sql<{ integration: string; count: number }[]>`
      select integration, count(*) as count from dispatch_outbox group by integration`,
  ])
  const processes = rows.map((row) => (row.state === 'gone' ? withLosses(row) : row))
  const integrations = [...described].map(([name, each]) => {
    const all = processes.flatMap(({ integrations }) => integrations[name] ?? [])
    const queue = queues.find(({ queue }) => queue === name)
    const outbox = unsent.find(({ integration }) => integration === name)?.count ?? 0
    return stateOf(name, { described: each, chosen: chosen.get(name), all, queue, outbox })
  })
  return {
    integrations: integrations.toSorted((a, b) => (a.integration < b.integration ? -1 : 1)),
    processes,
    queues,
  }
}

function stateOf(
  integration: string,
  parts: {
    described: Described
    chosen?: ChosenMode
    all: Counts[]
    queue?: QueueStatistics
    outbox: number
  },
): IntegrationState {
  const { described, chosen = null, all, queue, outbox } = parts
  const { dead = 0, ...live } = queue?.counts ?? {}
  const waiting = Object.values(live).reduce((sum, count) => sum + count, 0)
  const totals = sum(all)
  return {
    integration,
    ...described,
    chosen,
    mode: chosen && !refuseMode(chosen.mode, described) ? chosen.mode : described.defaultMode,
    counts: { ...totals, pending: totals.pending + outbox + waiting, dead },
    latency: mergeLatencies(all.map(({ latency }) => latency)),
  }
}

function sum(all: Counts[]): Totals {
  const totals = { ...noCounts }
  for (const counts of all)
    for (const name of Object.keys(totals) as Array<keyof Totals>) totals[name] += counts[name]
  return totals
}

function withLosses(gone: ProcessState): ProcessState {
  const integrations = Object.entries(gone.integrations).map(([name, counts]) => [
    name,
    // Who waited for the outside has seen that there was no answer: that is no loss.
    { ...counts, lost: counts.lost + counts.inMemory, pending: 0, inMemory: 0 },
  ])
  return { ...gone, integrations: Object.fromEntries(integrations) }
}
