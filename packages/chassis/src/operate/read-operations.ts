import type { Operations } from '@nowait/contract/operations'
import { type OperatorState, operatorState } from '../dispatch/operator-state.ts'
import { listGroups } from '../events/groups.ts'
import { type BlockedKey, jobStatistics, listBlockedKeys, type QueueStatistics } from '../jobs/statistics.ts'
import type { Sql } from '../session.ts'
import { hideInText } from './hidden.ts'
import { operatedIntegrations } from './integrations.ts'

/** Errors are shown so far, characters. */
export const errorMax = 2_000

/** What this schema's processes are doing for later, as it is now. */
export async function readOperations(sql: Sql): Promise<Operations> {
  const [[{ at }], state, blocked, groups] = await Promise.all([
    sql<[{ at: Date }]>`select now() as at`,
    readDispatch(sql),
    listBlockedKeys(sql),
    listGroups(sql),
  ])
  return {
    at: at.toISOString(),
    processes: state.processes.filter((process) => process.state === 'running').length,
    integrations: operatedIntegrations(state),
    queues: state.queues.map(operatedQueue),
    blocked: blocked.map(operatedKey),
    groups,
  }
}

// Not every service defers something: its schema then has no tables for it.
async function readDispatch(sql: Sql): Promise<OperatorState> {
  const [{ exists }] = await sql<[{ exists: boolean }]>`
    select to_regclass('dispatch_state') is not null as exists`
  return exists ? operatorState(sql) : { integrations: [], processes: [], queues: await jobStatistics(sql) }
}

const operatedQueue = ({ queue, counts, lateMs, oldestMs }: QueueStatistics) => ({
  queue,
  counts,
  lateMs: Math.max(0, lateMs),
  oldestMs: Math.max(0, oldestMs),
})

const operatedKey = ({ lastError, ...key }: BlockedKey) => ({
  ...key,
  lastError: lastError && hideInText(lastError, errorMax),
})
