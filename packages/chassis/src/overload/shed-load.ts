import type { ServerResponse } from 'node:http'
import type { Context, MiddlewareHandler } from 'hono'
import { problemResponse } from '@nowait/contract/problem'
import { currentRequest } from '../request-context.ts'
import type { Admission, Priority } from './admission.ts'

export interface ShedOptions {
  admission: Admission
  /** undefined: neither counted nor refused, e.g. health checks and event streams. */
  priorityOf: (c: Context) => Priority | undefined
  /** Those refused are told to come back after once to twice this time, so that they do not all come back at once, ms. */
  retryAfterMs?: number
  random?: () => number
}

/** Answers OVERLOADED (503 with Retry-After) at once to what does not fit, before any work is done for it. */
export function shedLoad({
  admission,
  priorityOf,
  retryAfterMs = 2_000,
  random = Math.random,
}: ShedOptions): MiddlewareHandler {
  return async (c, next) => {
    const priority = priorityOf(c)
    if (!priority) return next()
    const leave = admission.enter(priority)
    if (!leave) {
      const waitMs = Math.round(retryAfterMs * (1 + random()))
      return problemResponse('OVERLOADED', { retryAfterMs: waitMs }, currentRequest()?.traceId)
    }
    try {
      await next()
    } finally {
      leaveAtEnd(c, leave)
    }
  }
}

// A stream goes on after its head, and lasts as long as its reader likes: it keeps its place and is no measure of load.
function leaveAtEnd(c: Context, leave: NonNullable<ReturnType<Admission['enter']>>): void {
  const type = c.res.headers.get('content-type') ?? ''
  if (!/^(application\/x-ndjson|text\/event-stream)/.test(type))
    return leave({ waitedMs: currentRequest()?.waiting?.ms() })
  const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse }
  if (!outgoing || outgoing.closed) return leave({ sampled: false })
  outgoing.once('close', () => leave({ sampled: false }))
}
