import type { OperatedJob, OperatedJobDetail } from '@nowait/contract/operations'
import { Problem } from '@nowait/contract/problem'
import { answer, type BffHandlers, type Mock } from '../context.ts'
import { finish, note, restart, workOn } from '../work.ts'
import type { Workshop } from '../workshop.ts'
import { at } from './operated.ts'

type Jobs = Pick<BffHandlers, 'opsJobs' | 'opsJob' | 'opsRetryJob' | 'opsDiscardJob' | 'opsRedrive'>

export function opsJobs(mock: Mock): Jobs {
  return {
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
