import { AsyncLocalStorage } from 'node:async_hooks'
import { randomFillSync } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { deadlineHeader, traceHeader } from '@nowait/contract/headers'
import { problemResponse } from '@nowait/contract/problem'
import type { Log } from './log.ts'
import { createWaiting, type Waiting } from './waiting.ts'

/** What a request carries along to every call it causes. */
export interface RequestContext {
  traceId: string
  /** Monotonic ms (performance.now) after which nobody waits any more. */
  deadlineAt: number | undefined
  /** How long it has waited for other processes. */
  waiting?: Waiting
}

const storage = new AsyncLocalStorage<RequestContext>()

export const currentRequest = (): RequestContext | undefined => storage.getStore()

/** Runs `work` as if inside a request, e.g. an event handler that goes on with the trace of its event. */
export const withRequest = <T>(context: RequestContext, work: () => T): T => storage.run(context, work)

/** ms the caller still waits; undefined when it did not say. */
export function remainingMs(): number | undefined {
  const at = storage.getStore()?.deadlineAt
  return at === undefined ? undefined : at - performance.now()
}

/** `traceparent` for the next hop: same trace, new span (W3C Trace Context, version 00). */
export const traceparent = (traceId = currentRequest()?.traceId ?? newTraceId()): string =>
  `00-${traceId}-${randomHex(8)}-01`

export const newTraceId = (): string => randomHex(16)

// Asking the system each time costs 2 us, four times a page; many at once cost next to nothing.
const pool = Buffer.alloc(4_096)
let used = pool.byteLength

function randomHex(bytes: number): string {
  if (used + bytes > pool.byteLength) {
    randomFillSync(pool)
    used = 0
  }
  return pool.toString('hex', used, (used += bytes))
}

/** The trace id of a `traceparent` that is well formed and not all zero. */
export function traceIdOf(header: string | undefined): string | undefined {
  const match = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(header ?? '')
  return match && !/^0+$/.test(match[1]!) ? match[1] : undefined
}

/**
 * Opens the context of each request and logs it in one line when its answer begins. Work whose time is up is not started.
 * `trustTrace`: take over the caller's trace and deadline; off at the edge, where the caller is anybody.
 */
export function requestContext(options: {
  log: Log
  trustCaller: boolean
  quiet?: RegExp
}): MiddlewareHandler {
  // These fields are ours and none is a secret: looking for secrets in them would cost more than writing them.
  const lines = options.log.child({}, { redact: [] })
  return async (c, next) => {
    const started = performance.now()
    const header = (name: string) => (options.trustCaller ? c.req.header(name) : undefined)
    const traceId = traceIdOf(header(traceHeader)) ?? newTraceId()
    const budget = Number(header(deadlineHeader) ?? Number.NaN)
    const deadlineAt = Number.isFinite(budget) ? started + budget : undefined
    if (deadlineAt !== undefined && budget <= 0) {
      return problemResponse('DEADLINE_EXCEEDED', {}, traceId)
    }
    await storage.run({ traceId, deadlineAt, waiting: createWaiting() }, next)
    if (options.quiet?.test(c.req.path)) return
    const ms = Math.round((performance.now() - started) * 10) / 10
    const level = c.res.status >= 500 ? 'error' : 'info'
    lines[level]({ method: c.req.method, path: c.req.path, status: c.res.status, ms, traceId }, 'request')
  }
}
