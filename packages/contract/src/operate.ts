import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { actorHeader } from './headers.ts'
import { operateRoutes } from './operate.routes.ts'
import type { ProblemCode } from './problem.ts'
import { Id, Instant, PageQuery, text } from './values.ts'

/** The name of a queue, an integration or a consumer group. */
export const Name = z.string().regex(/^[\w.:-]{1,100}$/, 'expected a name')

export const jobStates = [
  'waiting',
  'blocked',
  'delayed',
  'retrying',
  'running',
  'dead',
  'done',
  'discarded',
] as const
export const JobState = z.enum(jobStates)
export type JobState = z.infer<typeof JobState>

export const modes = ['inline', 'thread', 'database', 'messaging', 'database-messaging'] as const
export const Mode = z.enum(modes)
export type Mode = z.infer<typeof Mode>

const count = z.int().min(0)
const ms = z.number().min(0)

/** One integration of a service, over all its processes. */
export const OperatedIntegration = z
  .object({
    name: z.string(),
    mode: Mode,
    /** What it goes back to when nothing is chosen at run time. */
    defaultMode: Mode,
    /** Every mode, and why one cannot be chosen now. */
    choices: z.array(
      z.object({ mode: Mode, refusal: z.enum(['MODE_MAY_LOSE', 'BROKER_NOT_CONFIGURED']).nullable() }),
    ),
    /** Whether a mode is allowed that loses it when its process ends. */
    mayBeLost: z.boolean(),
    deadlineMs: z.number(),
    attempts: count,
    /** Counted by processes of the last seven days; the difference of two looks is a rate. */
    accepted: count,
    done: count,
    lost: count,
    /** The outcome of the commit was unknown, and it was not carried out. */
    unknown: count,
    refused: count,
    /** In the memory of running processes, or as jobs that wait or run. */
    pending: count,
    retrying: count,
    dead: count,
    /** Of one try; null before the first one. */
    latency: z.object({ p50: ms.nullable(), p99: ms.nullable() }),
  })
  .meta({ id: 'OperatedIntegration' })
export type OperatedIntegration = z.infer<typeof OperatedIntegration>

export const OperatedQueue = z
  .object({
    queue: z.string(),
    counts: z.partialRecord(JobState, count),
    /** How long the oldest job that is due has been due. */
    lateMs: ms,
    /** Age of the oldest job that is not finished. */
    oldestMs: ms,
  })
  .meta({ id: 'OperatedQueue' })
export type OperatedQueue = z.infer<typeof OperatedQueue>

/** A key that stands still behind a dead job. */
export const BlockedKey = z
  .object({
    queue: z.string(),
    key: z.string(),
    job: z.int(),
    lastError: z.string().nullable(),
    waiting: count,
  })
  .meta({ id: 'BlockedKey' })
export type BlockedKey = z.infer<typeof BlockedKey>

/** How far a consumer group has come with one of its sources. */
export const OperatedGroup = z
  .object({
    group: z.string(),
    source: z.string(),
    transport: z.string(),
    position: count,
    newest: count,
    /** Events it has yet to see, and the age of the oldest of them. */
    lag: count,
    lagSeconds: z.number().min(0),
    /** Events set aside because their handler kept failing. */
    parked: count,
    paused: z.boolean(),
  })
  .meta({ id: 'OperatedGroup' })
export type OperatedGroup = z.infer<typeof OperatedGroup>

export const Operations = z
  .object({
    /** By the clock of the database: counts of two looks belong to their times. */
    at: Instant,
    /** Processes that run now. */
    processes: count,
    integrations: z.array(OperatedIntegration),
    queues: z.array(OperatedQueue),
    blocked: z.array(BlockedKey),
    groups: z.array(OperatedGroup),
  })
  .meta({ id: 'Operations' })
export type Operations = z.infer<typeof Operations>

export const OperatedJob = z
  .object({
    id: z.int(),
    queue: z.string(),
    key: z.string().nullable(),
    state: JobState,
    tries: count,
    lastError: z.string().nullable(),
    traceId: z.string().nullable(),
    createdAt: Instant,
    /** When it is due next, or was finished. */
    at: Instant,
  })
  .meta({ id: 'OperatedJob' })
export type OperatedJob = z.infer<typeof OperatedJob>

export const OperatedJobList = z
  .object({ items: z.array(OperatedJob), next: z.int().nullable() })
  .meta({ id: 'OperatedJobList' })
export type OperatedJobList = z.infer<typeof OperatedJobList>

/** With its payload: secrets and personal data are replaced, what is long is cut. Null once it is done. */
export const OperatedJobDetail = OperatedJob.extend({ payload: z.unknown() }).meta({
  id: 'OperatedJobDetail',
})
export type OperatedJobDetail = z.infer<typeof OperatedJobDetail>

export const auditActions = [
  'retry',
  'discard',
  'redrive',
  'set-mode',
  'clear-mode',
  'pause',
  'resume',
] as const
export const AuditEntry = z
  .object({
    at: Instant,
    /** The member id of the operator. */
    actor: z.string(),
    action: z.string().meta({ examples: [...auditActions] }),
    /** The queue, integration or group; jobs are named by their ids. */
    target: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditList = z.object({ items: z.array(AuditEntry) }).meta({ id: 'AuditList' })
export type AuditList = z.infer<typeof AuditList>

export const jobParams = z.object({
  job: z.coerce.number<number>().int().min(1).max(Number.MAX_SAFE_INTEGER),
})
export const integrationParams = z.object({ integration: Name })
export const groupParams = z.object({ group: Name })

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
export const Redriven = z.object({ redriven: count })
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
  listAudit: endpoint({
    summary: 'What operators did, newest first',
    access: 'service',
    query: AuditQuery,
    response: AuditList,
  }),
})
