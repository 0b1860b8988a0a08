import { errors } from 'undici'
import type { ProblemCode } from '@nowait/contract/problem'

export type CallErrorCode = Extract<ProblemCode, `UPSTREAM_${string}`>

const meanings: Record<CallErrorCode, string> = {
  UPSTREAM_TIMEOUT: 'did not answer in time',
  UPSTREAM_UNREACHABLE: 'cannot be reached',
  UPSTREAM_INVALID: 'gave an answer that makes no sense',
  UPSTREAM_TOO_LARGE: 'gave more than fits',
  UPSTREAM_ERROR: 'answered with an error',
  UPSTREAM_CIRCUIT_OPEN: 'keeps failing and is left alone for a moment',
  UPSTREAM_BUSY: 'has as many calls as it may get at once',
  UPSTREAM_RATE_LIMITED: 'was asked too often by this caller',
}

export interface CallErrorDetails {
  /** When the next try may get through, ms from now. */
  retryAfterMs?: number
  /** Since when it has been so, ms since 1970. */
  since?: number
}

/** A call to `upstream` brought no usable answer. An expected outcome: carries no stack. */
export class CallError extends Error {
  readonly code: CallErrorCode
  readonly upstream: string
  readonly retryAfterMs: number | undefined
  readonly since: number | undefined

  constructor(
    code: CallErrorCode,
    upstream: string,
    why: string = meanings[code],
    details: CallErrorDetails = {},
  ) {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(`The ${upstream} service ${why}`)
    Error.stackTraceLimit = limit
    this.name = 'CallError'
    this.code = code
    this.upstream = upstream
    this.retryAfterMs = details.retryAfterMs
    this.since = details.since
  }

  /** For people: which service, since when, and when the next try is. */
  get about(): { detail: string; service: string; since?: string; retryAfterMs?: number } {
    const { message: detail, upstream: service, retryAfterMs } = this
    const since = this.since === undefined ? undefined : new Date(this.since).toISOString()
    return { detail, service, since, retryAfterMs }
  }
}

/** What undici or the socket said, in our words. After the head has come, a broken connection is a broken answer. */
export function callErrorOf(error: unknown, upstream: string, answering: boolean): CallError {
  if (error instanceof CallError) return error
  const isBroken = answering || error instanceof errors.HTTPParserError
  return new CallError(isBroken ? 'UPSTREAM_INVALID' : 'UPSTREAM_UNREACHABLE', upstream)
}
