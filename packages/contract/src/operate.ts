import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { ForceChoice, Guards } from './guards.ts'
import { actorHeader } from './headers.ts'
import { operateRoutes } from './operate.routes.ts'
import { AuditList, JobState, Mode, OperatedJobDetail, OperatedJobList, Operations } from './operations.ts'
import type { ProblemCode } from './problem.ts'
import { Id, PageQuery, text } from './values.ts'

/** The name of a queue, an integration or a consumer group. */
export const Name = z.string().regex(/^[\w.:-]{1,100}$/, 'expected a name')

export const jobParams = z.object({
  job: z.coerce.number<number>().int().min(1).max(Number.MAX_SAFE_INTEGER),
})
export const integrationParams = z.object({ integration: Name })
export const groupParams = z.object({ group: Name })
/** `order→product`, `bff→order (changes)`; with `.2` after it for a second one of that name. */
export const guardParams = z.object({
  guard: z.string().regex(/^[\w.:→() -]{1,100}$/u, 'expected the name of a guard'),
})

export const JobQuery = z.object({
  state: JobState,
  queue: Name.optional(),
  /** `next` of the page before. */
  before: z.coerce.number<number>().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  size: PageQuery.shape.size,
})
export const AuditQuery = z.object({ size: PageQuery.shape.size })

/** Which dead jobs: those for which all that is given is true. */
export const RedriveFilter = z.strictObject({
  queue: Name.optional(),
  /** Part of the last error. */
  error: text(200).optional(),
  deadForMs: z.int().min(0).max(31_536_000_000).optional(),
})
export const Redriven = z.object({ redriven: z.int().min(0) })
/** Null: back to what the integration has by default. */
export const ModeChoice = z.strictObject({ mode: Mode.nullable() })
export const PausedChoice = z.strictObject({ paused: z.boolean() })

export const jobErrors = ['JOB_NOT_FOUND'] as const satisfies ProblemCode[]
export const retryErrors = ['JOB_NOT_FOUND', 'JOB_NOT_RETRYABLE'] as const satisfies ProblemCode[]
export const discardErrors = ['JOB_NOT_FOUND', 'JOB_FINISHED'] as const satisfies ProblemCode[]
export const redriveErrors = ['QUEUE_NOT_FOUND'] as const satisfies ProblemCode[]
export const modeErrors = [
  'INTEGRATION_NOT_FOUND',
  'MODE_MAY_LOSE',
  'BROKER_NOT_CONFIGURED',
] as const satisfies ProblemCode[]
export const groupErrors = ['GROUP_NOT_FOUND'] as const satisfies ProblemCode[]

export const guardErrors = ['GUARD_NOT_FOUND'] as const satisfies ProblemCode[]

const headers = z.object({ [actorHeader]: Id })

/** What an operator may see and do in one service. Every command names its actor and leaves an audit row. */
export const operateApi = defineApi(operateRoutes)({
  readOperations: endpoint({
    summary: 'Integrations, queues, blocked keys and consumer groups as they are now',
    access: 'service',
    response: Operations,
  }),
  listJobs: endpoint({
    summary: 'Jobs of one state, newest first, without their payloads',
    access: 'service',
    query: JobQuery,
    response: OperatedJobList,
  }),
  findJob: endpoint({
    summary: 'One job with its payload',
    access: 'service',
    params: jobParams,
    response: OperatedJobDetail,
    errors: jobErrors,
  }),
  retryJob: endpoint({
    summary: 'Let a job that waits or is dead run now, with all its tries',
    access: 'service',
    params: jobParams,
    headers,
    status: 204,
    errors: retryErrors,
  }),
  discardJob: endpoint({
    summary: 'Take a job out for good',
    access: 'service',
    params: jobParams,
    headers,
    status: 204,
    errors: discardErrors,
  }),
  redriveJobs: endpoint({
    summary: 'Let dead jobs run again',
    access: 'service',
    headers,
    body: RedriveFilter,
    response: Redriven,
    errors: redriveErrors,
  }),
  setMode: endpoint({
    summary: 'Choose how an integration is carried out; accepted work finishes under the mode that took it',
    access: 'service',
    params: integrationParams,
    headers,
    body: ModeChoice,
    status: 204,
    errors: modeErrors,
  }),
  setPaused: endpoint({
    summary: 'Pause or resume a consumer group, in all processes',
    access: 'service',
    params: groupParams,
    headers,
    body: PausedChoice,
    status: 204,
    errors: groupErrors,
  }),
  readGuards: endpoint({
    summary:
      'Breakers, bulkheads, limiters, concurrency limits and event loop of each process, with their history',
    access: 'service',
    response: Guards,
  }),
  forceGuard: endpoint({
    summary:
      'Hold the circuit breakers of one name open or closed for a while in all processes, or reset them',
    access: 'service',
    params: guardParams,
    headers,
    body: ForceChoice,
    status: 204,
    errors: guardErrors,
  }),
  listAudit: endpoint({
    summary: 'What operators did, newest first',
    access: 'service',
    query: AuditQuery,
    response: AuditList,
  }),
})
