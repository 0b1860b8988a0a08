import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { faultRoutes } from './faults.routes.ts'

const longestMs = 60_000
const Ms = z.int().min(0).max(longestMs)

/** How long an answer is held back. `long-tailed` is log-normal: most are quick, and one in a hundred takes `p99Ms`. */
export const Wait = z
  .discriminatedUnion('shape', [
    z.strictObject({ shape: z.literal('fixed'), ms: Ms }),
    z.strictObject({ shape: z.literal('uniform'), minMs: Ms, maxMs: Ms }),
    z.strictObject({ shape: z.literal('long-tailed'), p50Ms: Ms.min(1), p99Ms: Ms.min(1) }),
  ])
  .refine((wait) => wait.shape !== 'uniform' || wait.minMs <= wait.maxMs, 'minMs is more than maxMs')
  .refine((wait) => wait.shape !== 'long-tailed' || wait.p50Ms <= wait.p99Ms, 'p50Ms is more than p99Ms')
export type Wait = z.infer<typeof Wait>

const meets = {
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /** `*` stands for one segment, `**` at the end for the rest. */
  path: z
    .string()
    .regex(/^\/[\w./*:-]{0,199}$/, 'expected a path, where * is one segment and ** the rest')
    .default('/**'),
  /** Of the requests that fit: 0.1 hits one in ten. */
  share: z.number().min(0).max(1).default(1),
}

/** What goes wrong with a request. */
export const Fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ...meets, wait: Wait }),
  /** The status and a text, as a broken program or a proxy gives it: no problem body. */
  z.strictObject({ kind: z.literal('error'), ...meets, status: z.int().min(400).max(599).default(500) }),
  /** The request is taken, and never answered. */
  z.strictObject({ kind: z.literal('hang'), ...meets }),
  /** The work is done, and the connection torn down when half of the answer is out. */
  z.strictObject({ kind: z.literal('reset'), ...meets }),
  z.strictObject({
    kind: z.literal('garbage'),
    ...meets,
    as: z.enum(['not-json', 'not-the-contract']).default('not-json'),
  }),
  z.strictObject({ kind: z.literal('slow-body'), ...meets, bytesPerSecond: z.int().min(1).max(10_000_000) }),
])
export type Fault = z.infer<typeof Fault>

/** Takes the place of what was set before; none at all ends it. */
export const FaultSetting = z.strictObject({
  faults: z.array(Fault).max(20),
  /** They switch themselves off after so long. */
  forMs: z.int().min(1).max(600_000).default(60_000),
})
export const FaultState = z.object({
  faults: z.array(Fault),
  /** How long they will still last; 0 when there are none. */
  leftMs: z.int().min(0),
})
export type FaultState = z.infer<typeof FaultState>

/** What a service does wrong on purpose; only of a process that was started with LAB=1. */
export const faultApi = defineApi(faultRoutes)({
  readFaults: endpoint({
    summary: 'The faults in force, and how long they will last',
    access: 'service',
    response: FaultState,
  }),
  setFaults: endpoint({
    summary: 'Let this service be slow, fail, hang or talk nonsense for some time',
    access: 'service',
    body: FaultSetting,
    response: FaultState,
  }),
})
