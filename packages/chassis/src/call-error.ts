import { errors } from 'undici'
import type { ProblemCode } from '@nowait/contract/problem'

export type CallErrorCode = Extract<ProblemCode, `UPSTREAM_${string}`>

const meanings: Record<CallErrorCode, string> = {
  UPSTREAM_TIMEOUT: 'did not answer in time',
  UPSTREAM_UNREACHABLE: 'cannot be reached',
  UPSTREAM_INVALID: 'gave an answer that makes no sense',
  UPSTREAM_TOO_LARGE: 'gave more than fits',
  UPSTREAM_ERROR: 'answered with an error',
}

/** A call to `upstream` brought no usable answer. An expected outcome: carries no stack. */
export class CallError extends Error {
  readonly code: CallErrorCode
  readonly upstream: string

  constructor(code: CallErrorCode, upstream: string, why: string = meanings[code]) {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(`The ${upstream} service ${why}`)
    Error.stackTraceLimit = limit
    this.name = 'CallError'
    this.code = code
    this.upstream = upstream
  }
}

/** What undici or the socket said, in our words. After the head has come, a broken connection is a broken answer. */
export function callErrorOf(error: unknown, upstream: string, answering: boolean): CallError {
  if (error instanceof CallError) return error
  const isBroken = answering || error instanceof errors.HTTPParserError
  return new CallError(isBroken ? 'UPSTREAM_INVALID' : 'UPSTREAM_UNREACHABLE', upstream)
}
