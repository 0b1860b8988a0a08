import { z } from 'zod'
import { Id, Instant } from './values.ts'

// What an operator sees of what protects the calls and requests of a service.

export const guardPhases = ['closed', 'open', 'half-open', 'forced-open', 'forced-closed'] as const
export const GuardPhase = z.enum(guardPhases)
export type GuardPhase = z.infer<typeof GuardPhase>

export const guardCauses = [
  'failures-in-a-row',
  'failure-rate',
  'open-time-over',
  'probe-failed',
  'probes-succeeded',
  'operator',
  'force-over',
] as const

const count = z.int().min(0)
const ms = z.number().min(0)

/** So many times of so many ms make a history of load. */
export const historyPoints = 60
export const historyEveryMs = 5_000
const row = <S extends z.ZodType>(of: S) => z.array(of).max(historyPoints)

/**
 * What was asked and refused in each of the last times, oldest first, and the level of it: of calls the most that were
 * seen under way at once, of requests the limit. The last one ended at `until`.
 */
export const LoadHistory = z.object({
  until: Instant,
  everyMs: z.int().min(1),
  asked: row(count),
  refused: row(count),
  level: row(count),
})
export type LoadHistory = z.infer<typeof LoadHistory>

export type GuardCause = (typeof guardCauses)[number]

/** A circuit breaker's change of state. */
export const GuardChange = z.object({
  at: Instant,
  from: GuardPhase,
  to: GuardPhase,
  cause: z.enum(guardCauses),
})
export type GuardChange = z.infer<typeof GuardChange>

/** What protects the calls of one process to one upstream; null is a layer that the plan leaves out. */
export const OperatedGuard = z
  .object({
    /** `<process>→<target>`, the same in all processes of the service. */
    name: z.string(),
    deadlineMs: z.number(),
    /** Asked for, sent, and refused since the start of the process. */
    calls: count,
    tries: count,
    refused: count,
    breaker: z
      .object({
        phase: GuardPhase,
        since: Instant,
        /** Open: when the next call may try. */
        nextTryAt: Instant.nullable(),
        /** Of the last window; slow ones count as failures. */
        samples: z.object({ calls: count, failures: count, slow: count }),
        failuresInARow: count,
        /** The last ones, oldest first. */
        changes: z.array(GuardChange).max(32),
      })
      .nullable(),
    bulkhead: z
      .object({ limit: count, running: count, queue: count, waiting: count, refused: count })
      .nullable(),
    limiter: z
      .object({ perSecond: z.number(), burst: z.number(), callers: count, refused: count })
      .nullable(),
    /** Extra calls: taken, and not given because there was no budget for them. */
    retries: z.object({ ratio: z.number(), spent: count, refused: count }).nullable(),
    hedges: z.object({ ratio: z.number(), spent: count, refused: count }).nullable(),
    load: LoadHistory,
  })
  .meta({ id: 'OperatedGuard' })
export type OperatedGuard = z.infer<typeof OperatedGuard>

const byPriority = z.object({ critical: count, normal: count, browsing: count })

/** What lets requests into one process: the limit follows how long answers take. */
export const OperatedLimit = z
  .object({
    name: z.string(),
    limit: count,
    inFlight: count,
    /** How long an answer takes when nothing waits; null before that is known. */
    noLoadMs: ms.nullable(),
    /** Since the start of the process. */
    admitted: byPriority,
    shed: byPriority,
    load: LoadHistory,
  })
  .meta({ id: 'OperatedLimit' })
export type OperatedLimit = z.infer<typeof OperatedLimit>

export const GuardedProcess = z
  .object({
    process: Id,
    /** Host and number by which the operating system knows it. */
    name: z.string(),
    startedAt: Instant,
    seenAt: Instant,
    /** `gone`: gave no sign for a while and had not said that it stops; shown as it last was. */
    state: z.enum(['running', 'stopped', 'gone']),
    loop: z
      .object({
        state: z.enum(['up', 'down']),
        delayMs: ms,
        /** The longest of each of the last times, oldest first. */
        history: row(ms),
      })
      .nullable(),
    guards: z.array(OperatedGuard),
    limits: z.array(OperatedLimit),
  })
  .meta({ id: 'GuardedProcess' })
export type GuardedProcess = z.infer<typeof GuardedProcess>

export const ForcedPhase = z.enum(['forced-open', 'forced-closed'])
export type ForcedPhase = z.infer<typeof ForcedPhase>

/** What an operator holds the breakers of one name at, in all processes; it is over by itself. */
export const GuardForce = z
  .object({ guard: z.string(), phase: ForcedPhase, actor: z.string(), at: Instant, until: Instant })
  .meta({ id: 'GuardForce' })
export type GuardForce = z.infer<typeof GuardForce>

export const Guards = z
  .object({
    /** By the clock of the database. */
    at: Instant,
    /** Those that run, and those that ended a short while ago. */
    processes: z.array(GuardedProcess),
    forces: z.array(GuardForce),
  })
  .meta({ id: 'Guards' })
export type Guards = z.infer<typeof Guards>

/** How long a force may last: nobody remembers one for longer. */
export const forceMaxMs = 24 * 60 * 60_000
/** Null: back to normal, with nothing remembered. */
export const ForceChoice = z.discriminatedUnion('phase', [
  z.strictObject({ phase: ForcedPhase, forMs: z.int().min(1_000).max(forceMaxMs) }),
  z.strictObject({ phase: z.null() }),
])
export type ForceChoice = z.infer<typeof ForceChoice>
