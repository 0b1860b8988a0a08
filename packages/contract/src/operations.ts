import { z } from 'zod'
import { Instant } from './values.ts'

// What an operator sees of a service.

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
  'force-open',
  'force-closed',
  'reset',
  'rebuild',
  'compare',
  'cancel-rebuild',
] as const
export const AuditEntry = z
  .object({
    at: Instant,
    /** The member id of the operator. */
    actor: z.string(),
    action: z.string().meta({ examples: [...auditActions] }),
    /** The queue, integration, group or guard; jobs are named by their ids. */
    target: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditList = z.object({ items: z.array(AuditEntry) }).meta({ id: 'AuditList' })
export type AuditList = z.infer<typeof AuditList>
