import type { OperatedJob, OperatedJobDetail, Operations } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import type { Mock } from './context.ts'
import type { Db } from './db.ts'
import { iso } from './order-book.ts'
import type { Workshop } from './workshop.ts'

/** The tables of a service, with what was let run again done after one step of the pace. */
export function workOn(db: Db, service: OperatedService, mock: Mock, pace: number): Workshop {
  const workshop = db.workshops[service]
  const isDone = (job: OperatedJob) =>
    job.state === 'waiting' && pace > 0 && Date.parse(job.at) + pace <= mock.now()
  for (const job of workshop.jobs.filter(isDone)) {
    finish(workshop, job, 'done', mock.now())
    const integration = workshop.integrations.find(({ name }) => name === job.queue)
    if (integration) integration.done++
  }
  return workshop
}

/** What operators see of it. */
export function operations({ integrations, jobs, groups }: Workshop, now: number): Operations {
  const live = jobs.filter(({ state }) => state !== 'done' && state !== 'discarded')
  const count = (of: OperatedJob[], ...states: string[]) =>
    of.filter(({ state }) => states.includes(state)).length
  return {
    at: iso(now),
    processes: 1,
    integrations: integrations.map((integration) => {
      const mine = live.filter(({ queue }) => queue === integration.name)
      return {
        ...integration,
        pending: count(mine, 'waiting', 'blocked', 'delayed', 'running'),
        retrying: count(mine, 'retrying'),
        dead: count(mine, 'dead'),
      }
    }),
    queues: [...Map.groupBy(live, ({ queue }) => queue)].map(([queue, of]) => ({
      queue,
      counts: Object.fromEntries(
        [...Map.groupBy(of, ({ state }) => state)].map(([s, all]) => [s, all.length]),
      ),
      lateMs: 0,
      oldestMs: Math.max(...of.map(({ createdAt }) => now - Date.parse(createdAt))),
    })),
    blocked: live
      .filter(({ state, key }) => state === 'dead' && key !== null)
      .map(({ id: job, queue, key, lastError }) => ({
        queue,
        key: key!,
        job,
        lastError,
        waiting: count(
          live.filter((other) => other.queue === queue && other.key === key),
          'blocked',
        ),
      }))
      .filter(({ waiting }) => waiting > 0),
    groups,
  }
}

/** Lets a job be done once more. */
export function restart(job: OperatedJobDetail, now: number): void {
  Object.assign(job, { state: 'waiting', tries: 0, at: iso(now) })
}

/** Ends a job; the one that waited behind it begins. */
export function finish(
  { jobs }: Workshop,
  job: OperatedJobDetail,
  outcome: 'done' | 'discarded',
  now: number,
): void {
  Object.assign(job, { state: outcome, at: iso(now) }, outcome === 'done' && { payload: null })
  const next = jobs.find(({ state, key }) => state === 'blocked' && key !== null && key === job.key)
  if (next) restart(next, now)
}

/** Writes down what an operator has done. */
export function note(
  { audit }: Workshop,
  entry: { actor: string; action: string; target: string; detail?: Record<string, unknown> },
  now: number,
): void {
  audit.unshift({ detail: {}, ...entry, at: iso(now) })
}
