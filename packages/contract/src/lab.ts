import { z } from 'zod'
import { defineApi, endpoint, events } from './endpoint.ts'
import { deferredModes, labFaults, type LabNumber, labNumbers } from './lab-knobs.ts'
import { labProcessRoutes } from './lab.routes.ts'
import { Instant } from './values.ts'

// A run of the lab: the same server twice, once waiting for its call to the outside and once deferring it, under the same
// load, while the outside is well, is not, and is well again.

const number = ({ usual, least, most }: (typeof labNumbers)[LabNumber]) =>
  z.coerce.number<string | number>().int().min(least).max(most).default(usual)

const DeferredMode = z.enum(deferredModes)
export const LabKnobs = z
  .object({
    mode: DeferredMode.default('database'),
    fault: z.enum(labFaults).default('slow'),
    slowMs: number(labNumbers.slowMs),
    clients: number(labNumbers.clients),
    seconds: number(labNumbers.seconds),
  })
  .meta({ id: 'LabKnobs' })
export type LabKnobs = z.output<typeof LabKnobs>

const count = z.int().min(0)
const ms = z.number().min(0)

/** What clients saw of one of the two in some time. Times are null where nothing was answered. */
const Seen = z.object({ tps: z.number().min(0), p50Ms: ms.nullable(), p99Ms: ms.nullable() })
export type LabSeen = z.infer<typeof Seen>

/** One of the two at a moment: the last two seconds, and all since the start. */
const LabLane = Seen.extend({
  answered: count,
  /** Asked for and not carried out: the client was told so. */
  failed: count,
  /** Answered, and its effect outside has not happened yet. */
  pending: count,
})
export type LabLane = z.infer<typeof LabLane>

export const labPhases = ['before', 'fault', 'after'] as const
export type LabPhase = (typeof labPhases)[number]

const Measured = Seen.extend({ answered: count, failed: count })
const LabLaneResult = z.object({
  before: Measured,
  fault: Measured,
  after: Measured,
  /** The most that was pending. */
  mostPending: count,
  /** From the last answer until every effect had happened; null: not within the time it was given. */
  effectsMs: ms.nullable(),
  /** Answered, and without an effect at the end of that time. */
  missing: count,
})
export type LabLaneResult = z.infer<typeof LabLaneResult>

export const LabResult = z
  .object({
    knobs: LabKnobs,
    at: Instant,
    /** Drawn from a model, on a page without a server. */
    simulated: z.boolean(),
    waiting: LabLaneResult,
    deferred: LabLaneResult,
  })
  .meta({ id: 'LabResult' })
export type LabResult = z.infer<typeof LabResult>

/** A run as it goes on; the last event is `done` or `failed`. A stream that ends with neither was cut. */
export const LabEvent = z
  .discriminatedUnion('type', [
    /** Database and processes start; said again while that lasts. */
    z.object({ type: z.literal('preparing') }),
    /** The load begins. The fault is there from one of these moments to the other. */
    z.object({ type: z.literal('started'), simulated: z.boolean(), faultFromMs: ms, faultToMs: ms }),
    z.object({
      type: z.literal('tick'),
      /** Since the load began. */
      atMs: ms,
      phase: z.enum(labPhases),
      waiting: LabLane,
      deferred: LabLane,
    }),
    /** The load is over, and effects are still to come. */
    z.object({ type: z.literal('settling'), pending: count }),
    z.object({ type: z.literal('done'), result: LabResult }),
    z.object({ type: z.literal('failed') }),
  ])
  .meta({ id: 'LabEvent' })
export type LabEvent = z.infer<typeof LabEvent>

export const LabState = z
  .object({
    modes: z.array(z.object({ mode: DeferredMode, refusal: z.literal('BROKER_NOT_CONFIGURED').nullable() })),
    /** A run is going on: there is room for one. */
    busy: z.boolean(),
  })
  .meta({ id: 'LabState' })
export type LabState = z.infer<typeof LabState>

/** What an operator's browser asks of the lab. */
export const labEndpoints = {
  labState: endpoint({
    summary: 'Whether the lab is switched on, and what can be compared in it',
    access: 'operator',
    polled: true,
    response: LabState,
    errors: ['LAB_OFF'],
  }),
  labRun: events({
    summary: 'Compare waiting for an outside call with deferring it, live; leaving ends the run',
    access: 'operator',
    query: LabKnobs,
    event: LabEvent,
    errors: ['LAB_OFF', 'LAB_BUSY', 'BROKER_NOT_CONFIGURED'],
  }),
}

/** The process that runs it: only of a stack that was started with LAB=1. */
export const labProcessApi = defineApi(labProcessRoutes)({
  readLab: endpoint({
    summary: 'What can be compared, and whether a run is going on',
    access: 'service',
    response: LabState,
  }),
  run: events({
    summary: 'Run one comparison; leaving ends it',
    access: 'service',
    query: LabKnobs,
    event: LabEvent,
    errors: ['LAB_BUSY', 'BROKER_NOT_CONFIGURED'],
  }),
})
