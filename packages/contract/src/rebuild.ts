import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { actorHeader } from './headers.ts'
import type { ProblemCode } from './problem.ts'
import { rebuildRoutes } from './rebuild.routes.ts'
import { Id, Instant } from './values.ts'

// What an operator sees and does of the copies that My Page is read from.

const count = z.int().min(0)

/** `compare` makes the copy too, and throws it away instead of switching to it. */
export const RebuildKind = z.enum(['rebuild', 'compare'])
export type RebuildKind = z.infer<typeof RebuildKind>

export const rebuildPhases = ['reading', 'rendering', 'comparing', 'switching', 'removing'] as const
export const RebuildPhase = z.enum(rebuildPhases)
export type RebuildPhase = z.infer<typeof RebuildPhase>

export const rebuildStates = ['wanted', 'running', 'silent', 'cancelled', 'failed', 'done'] as const

/** Members named of those whose pages differ; more would be no page any more. */
export const mostDifferentNamed = 20

export const RebuildRun = z
  .object({
    kind: RebuildKind,
    /** `silent`: who runs it has not been heard of; another process goes on with it, or whoever began it on a command line. */
    state: z.enum(rebuildStates),
    /** The operator's member id; null: begun on a command line. */
    actor: z.string().nullable(),
    startedAt: Instant,
    endedAt: Instant.nullable(),
    /** What is being done, in events or members; what is not known yet is null. */
    progress: z
      .object({
        phase: RebuildPhase,
        done: count,
        total: count.nullable(),
        perSecond: z.number().min(0).nullable(),
        /** Pages found so far that are not the same in both copies. */
        differences: count.nullable(),
      })
      .nullable(),
    result: z
      .object({
        /** It went on with what an earlier run had left. */
        resumed: z.boolean(),
        events: count,
        members: count,
        differences: count,
        different: z.array(Id).max(mostDifferentNamed),
        /** Things of which the logs lack events. */
        holes: count,
      })
      .nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'RebuildRun' })
export type RebuildRun = z.infer<typeof RebuildRun>

export const Rebuild = z
  .object({
    /** By the clock of the database. */
    at: Instant,
    /** The copy that is read: the version of the code that has made it, and since when. */
    live: z.object({ madeBy: count, since: Instant }),
    /** The version of the code that runs; where it is another one, pages are composed live until a rebuild. */
    version: count,
    /** The one under way, or the last one. */
    run: RebuildRun.nullable(),
    /** A copy that was not finished, with which the next run goes on. */
    unfinished: z.object({ events: count, total: count }).nullable(),
  })
  .meta({ id: 'Rebuild' })
export type Rebuild = z.infer<typeof Rebuild>

export const StartRebuild = z.strictObject({ kind: RebuildKind })

export const startRebuildErrors = ['REBUILD_RUNNING'] as const satisfies ProblemCode[]
export const cancelRebuildErrors = ['REBUILD_NOT_RUNNING'] as const satisfies ProblemCode[]

const headers = z.object({ [actorHeader]: Id })

/** For callers with the credential of mypage, who name the operator. Commands leave an audit row. */
export const rebuildApi = defineApi(rebuildRoutes)({
  readRebuild: endpoint({
    summary: 'Which copy My Page is read from, and how far the rebuild has come',
    access: 'service',
    response: Rebuild,
  }),
  startRebuild: endpoint({
    summary: 'Make the pages anew from the logs beside the live ones; goes on with what was not finished',
    access: 'service',
    headers,
    body: StartRebuild,
    status: 204,
    errors: startRebuildErrors,
  }),
  cancelRebuild: endpoint({
    summary: 'End the rebuild between two steps; the next one goes on there',
    access: 'service',
    headers,
    status: 204,
    errors: cancelRebuildErrors,
  }),
})
