import type { Hono } from 'hono'
import { actorHeader } from '@nowait/contract/headers'
import { operateApi } from '@nowait/contract/operate'
import { type Mode, type OperatedJob } from '@nowait/contract/operations'
import { Problem } from '@nowait/contract/problem'
import type { Database } from '../database.ts'
import { describeIntegrations } from '../dispatch/described.ts'
import { clearMode, type ModeAnswer, setMode } from '../dispatch/modes.ts'
import { pauseGroup, resumeGroup } from '../events/groups.ts'
import { forceGuard } from '../guard/forces.ts'
import { findJob } from '../jobs/find.ts'
import { type ListedJob, listJobs } from '../jobs/list.ts'
import { discardJob, redriveDead, retryJob } from '../jobs/operate.ts'
import { serviceApi, type ServiceApiOptions } from '../service.ts'
import { listAudit } from './audit.ts'
import { hideInText, hidePrivate } from './hidden.ts'
import { readGuards } from './read-guards.ts'
import { errorMax, readOperations } from './read-operations.ts'

export interface OperateOptions extends ServiceApiOptions {
  database: Database
}

/**
 * What an operator sees and does in one service, below /operations: for callers with the service's credential, who
 * name the operator in `Nowait-Actor`. Every command leaves an audit row in its own transaction.
 */
export function operateApp({ database, ...options }: OperateOptions): Hono {
  const { sql } = database
  const known = async (id: number): Promise<ListedJob> => {
    const job = await findJob(sql, id)
    if (!job) throw new Problem('JOB_NOT_FOUND', { about: String(id) })
    return job
  }

  return serviceApi(
    operateApi,
    options,
  )({
    readOperations: () => readOperations(sql),

    listJobs: async ({ query: { size, ...filter } }) => {
      // One more tells whether there is another page.
      const jobs = await listJobs(sql, { ...filter, limit: size + 1 })
      const items = jobs.slice(0, size).map(operatedJob)
      return { items, next: jobs.length > size ? items.at(-1)!.id : null }
    },

    findJob: async ({ params }) => {
      const job = await known(params.job)
      return { ...operatedJob(job), payload: hidePrivate(job.payload) }
    },

    retryJob: async ({ params: { job: id }, headers }) => {
      if (await retryJob(database, { id, actor: headers[actorHeader] })) return
      const { state } = await known(id)
      throw new Problem('JOB_NOT_RETRYABLE', { about: String(id), detail: `The job is ${state}` })
    },

    discardJob: async ({ params: { job: id }, headers }) => {
      if (await discardJob(database, { id, actor: headers[actorHeader] })) return
      const { state } = await known(id)
      throw new Problem('JOB_FINISHED', { about: String(id), detail: `The job is ${state}` })
    },

    redriveJobs: async ({ body, headers }) => {
      const redriven = await redriveDead(database, { ...body, actor: headers[actorHeader] })
      if (redriven === 0 && body.queue !== undefined) await requireQueue(database, body.queue)
      return { redriven }
    },

    setMode: async ({ params: { integration }, body: { mode }, headers }) => {
      if (!(await defers(database))) throw new Problem('INTEGRATION_NOT_FOUND', { about: integration })
      const answer = await choose(database, { integration, mode, actor: headers[actorHeader] })
      if (answer === 'MODE_MAY_LOSE' || answer === 'BROKER_NOT_CONFIGURED')
        throw new Problem(answer, { about: integration })
      if (answer !== 'CHOSEN') throw new Problem('INTEGRATION_NOT_FOUND', { about: integration })
    },

    setPaused: async ({ params: { group }, body: { paused }, headers }) => {
      const change = paused ? pauseGroup : resumeGroup
      if (!(await change(sql, { group, actor: headers[actorHeader] })))
        throw new Problem('GROUP_NOT_FOUND', { about: group })
    },

    readGuards: () => readGuards(sql),

    forceGuard: async ({ params: { guard }, body: choice, headers }) => {
      if (!(await forceGuard(sql, { guard, choice, actor: headers[actorHeader] })))
        throw new Problem('GUARD_NOT_FOUND', { about: guard })
    },

    listAudit: async ({ query }) => ({ items: await listAudit(sql, query) }),
  })
}

function operatedJob(listed: ListedJob): OperatedJob {
  const { payload: _, lastError, createdAt, at, ...job } = listed
  return {
    ...job,
    lastError: lastError && hideInText(lastError, errorMax),
    createdAt: createdAt.toISOString(),
    at: at.toISOString(),
  }
}

async function requireQueue({ sql }: Database, queue: string): Promise<void> {
  const [{ exists }] = await sql<[{ exists: boolean }]>`
    select exists (select from job where queue = ${queue})
      or exists (select from job_done where queue = ${queue}) as exists`
  if (!exists) throw new Problem('QUEUE_NOT_FOUND', { about: queue })
}

// Not every service defers something: its schema then has no tables for it.
async function defers({ sql }: Database): Promise<boolean> {
  const [{ exists }] = await sql<[{ exists: boolean }]>`
    select to_regclass('dispatch_mode') is not null as exists`
  return exists
}

async function choose(
  { sql }: Database,
  { mode, ...by }: { integration: string; mode: Mode | null; actor: string },
): Promise<ModeAnswer> {
  if (mode !== null) return setMode(sql, { ...by, mode })
  const wasChosen = await clearMode(sql, by)
  const isKnown = wasChosen || (await describeIntegrations(sql)).has(by.integration)
  return isKnown ? 'CHOSEN' : 'INTEGRATION_UNKNOWN'
}
