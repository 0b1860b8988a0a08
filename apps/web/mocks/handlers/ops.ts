import type { OperatedJob, OperatedJobDetail, Operations } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { Problem } from '@nowait/contract/problem'
import { answer, type BffHandlers, type Mock, weatherOf } from '../context.ts'
import type { Db } from '../db.ts'
import { force, readGuards } from '../guards.ts'
import type { Upstream } from '../knobs.ts'
import { iso } from '../order-book.ts'
import { cancelRebuild, readRebuild, startRebuild } from '../rebuild.ts'
import { partsOf } from '../weather.ts'
import { emptyWorkshops, type Workshop } from '../workshop.ts'

type Ops = Pick<BffHandlers, Extract<keyof BffHandlers, `ops${string}`>>

/** The knob that each service hangs on; the shop's own server has that of what it stores itself. */
const upstreamOf: Record<OperatedService, Upstream> = {
  bff: 'notifications',
  order: 'order',
  product: 'product',
  shipping: 'shipping',
  mypage: 'mypage',
  // They answer operators also while they refuse the shop.
  point: 'notifications',
  push: 'notifications',
}

const forceActions = { 'forced-open': 'force-open', 'forced-closed': 'force-closed' }

export function ops(mock: Mock): Ops {
  const at = (input: { params: { service: OperatedService } }) => upstreamOf[input.params.service]

  return {
    opsPage: (input) => {
      const { knobs } = input.caller
      const part = (service: OperatedService) => ({
        upstream: upstreamOf[service],
        ms: 15,
        read: () => mock.use(knobs, (db) => operations(workOn(db, service, mock, knobs.pace), mock.now())),
        empty: operations(emptyWorkshops()[service], mock.now()),
      })
      return partsOf(weatherOf(mock, input), {
        bff: part('bff'),
        order: part('order'),
        product: part('product'),
        shipping: part('shipping'),
        mypage: part('mypage'),
        point: part('point'),
        push: part('push'),
      })
    },
    opsGuards: (input) => {
      const { knobs } = input.caller
      const part = (service: OperatedService) => ({
        upstream: upstreamOf[service],
        ms: 15,
        read: () => mock.use(knobs, (db) => readGuards(db.workshops[service].guards, knobs, mock.now())),
        empty: readGuards(emptyWorkshops()[service].guards, knobs, mock.now()),
      })
      return partsOf(weatherOf(mock, input), {
        bff: part('bff'),
        order: part('order'),
        product: part('product'),
        shipping: part('shipping'),
        mypage: part('mypage'),
        point: part('point'),
        push: part('push'),
      })
    },
    opsJobs: (input) =>
      answer(
        mock,
        input,
        at(input),
        (db) => {
          const { state, queue, before = Infinity, size } = input.query
          const jobs = workOn(db, input.params.service, mock, input.caller.knobs.pace)
            .jobs.filter((job) => job.state === state && (!queue || job.queue === queue))
            .filter(({ id }) => id < before)
            .toSorted((a, b) => b.id - a.id)
          const items = jobs.slice(0, size).map(withoutPayload)
          return { items, next: jobs.length > size ? items.at(-1)!.id : null }
        },
        { items: [], next: null },
      ),
    opsJob: (input) =>
      answer(mock, input, at(input), (db) => find(db.workshops[input.params.service], input.params.job)),
    opsRetryJob: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const workshop = db.workshops[input.params.service]
        const job = find(workshop, input.params.job)
        if (['running', 'done', 'discarded'].includes(job.state))
          throw new Problem('JOB_NOT_RETRYABLE', { about: String(job.id) })
        restart(job, mock.now())
        note(workshop, { actor, action: 'retry', target: String(job.id) }, mock.now())
      }),
    opsDiscardJob: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const workshop = db.workshops[input.params.service]
        const job = find(workshop, input.params.job)
        if (['done', 'discarded'].includes(job.state)) throw new Problem('JOB_FINISHED')
        finish(workshop, job, 'discarded', mock.now())
        note(workshop, { actor, action: 'discard', target: String(job.id) }, mock.now())
      }),
    opsRedrive: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const { queue, error } = input.body
        const workshop = db.workshops[input.params.service]
        if (queue && !workshop.jobs.some((job) => job.queue === queue)) throw new Problem('QUEUE_NOT_FOUND')
        const dead = workshop.jobs.filter(
          (job) =>
            job.state === 'dead' &&
            (!queue || job.queue === queue) &&
            (!error || job.lastError?.includes(error)),
        )
        for (const job of dead) restart(job, mock.now())
        const target = dead.map(({ id }) => id).join(', ')
        if (dead.length > 0) note(workshop, { actor, action: 'redrive', target }, mock.now())
        return { redriven: dead.length }
      }),
    opsSetMode: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const workshop = db.workshops[input.params.service]
        const { integration: name } = input.params
        const found = workshop.integrations.find((each) => each.name === name)
        if (!found) throw new Problem('INTEGRATION_NOT_FOUND', { about: name })
        const mode = input.body.mode ?? found.defaultMode
        const refusal = found.choices.find((each) => each.mode === mode)?.refusal
        if (refusal) throw new Problem(refusal, { about: name })
        found.mode = mode
        note(workshop, { actor, action: 'set-mode', target: name, detail: { mode } }, mock.now())
      }),
    opsSetPaused: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const workshop = db.workshops[input.params.service]
        const { group } = input.params
        const { paused } = input.body
        const mine = workshop.groups.filter((each) => each.group === group)
        if (mine.length === 0) throw new Problem('GROUP_NOT_FOUND', { about: group })
        for (const each of mine) {
          each.paused = paused
          if (!paused) Object.assign(each, { position: each.newest, lag: 0, lagSeconds: 0 })
        }
        note(workshop, { actor, action: paused ? 'pause' : 'resume', target: group }, mock.now())
      }),
    opsForceGuard: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const workshop = db.workshops[input.params.service]
        const { params, body: choice } = input
        force(workshop.guards, { guard: params.guard, choice, actor }, mock.now())
        const action = choice.phase === null ? 'reset' : forceActions[choice.phase]
        const detail = choice.phase === null ? {} : { until: iso(mock.now() + choice.forMs) }
        note(workshop, { actor, action, target: params.guard, detail }, mock.now())
      }),
    opsRebuild: (input) =>
      answer(mock, input, 'mypage', (db) => {
        const { run, ...rest } = readRebuild(db.rebuild, input.caller.knobs.pace, mock.now())
        const actorName = db.members.find(({ id }) => id === run?.actor)?.name ?? null
        return { ...rest, run: run && { ...run, actorName } }
      }),
    opsStartRebuild: (input) =>
      answer(mock, input, 'mypage', (db, actor) => {
        const { kind } = input.body
        startRebuild(db.rebuild, { kind, actor }, mock.now())
        note(db.workshops.mypage, { actor, action: kind, target: 'mypage' }, mock.now())
      }),
    opsCancelRebuild: (input) =>
      answer(mock, input, 'mypage', (db, actor) => {
        readRebuild(db.rebuild, input.caller.knobs.pace, mock.now())
        cancelRebuild(db.rebuild, mock.now())
        note(db.workshops.mypage, { actor, action: 'cancel-rebuild', target: 'mypage' }, mock.now())
      }),
    opsAudit: (input) =>
      answer(
        mock,
        input,
        at(input),
        (db) => ({
          items: db.workshops[input.params.service].audit.slice(0, input.query.size).map((entry) => ({
            ...entry,
            actorName: db.members.find(({ id }) => id === entry.actor)?.name ?? null,
          })),
        }),
        { items: [] },
      ),
  }
}

/** The tables of a service, with what was let run again done after one step of the pace. */
function workOn(db: Db, service: OperatedService, mock: Mock, pace: number): Workshop {
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

function operations({ integrations, jobs, groups }: Workshop, now: number): Operations {
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

function find({ jobs }: Workshop, id: number): OperatedJobDetail {
  const job = jobs.find((each) => each.id === id)
  if (!job) throw new Problem('JOB_NOT_FOUND', { about: String(id) })
  return job
}

function withoutPayload(detail: OperatedJobDetail): OperatedJob {
  const { payload: _, ...job } = detail
  return job
}

function restart(job: OperatedJobDetail, now: number): void {
  Object.assign(job, { state: 'waiting', tries: 0, at: iso(now) })
}

function finish(
  { jobs }: Workshop,
  job: OperatedJobDetail,
  outcome: 'done' | 'discarded',
  now: number,
): void {
  Object.assign(job, { state: outcome, at: iso(now) }, outcome === 'done' && { payload: null })
  const next = jobs.find(({ state, key }) => state === 'blocked' && key !== null && key === job.key)
  if (next) restart(next, now)
}

function note(
  { audit }: Workshop,
  entry: { actor: string; action: string; target: string; detail?: Record<string, unknown> },
  now: number,
): void {
  audit.unshift({ detail: {}, ...entry, at: iso(now) })
}
