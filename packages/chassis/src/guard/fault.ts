import { CallError, type CallErrorCode } from '../call-error.ts'

// Our own refusals, and an answer that is merely too long for us: another call may be fine.
const notItsFault = new Set<CallErrorCode>([
  'UPSTREAM_CIRCUIT_OPEN',
  'UPSTREAM_BUSY',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_TOO_LARGE',
])

/** Whether this error says that the upstream is in trouble: no answer, none in time, or none that makes sense. */
export const isUpstreamFault = (error: unknown): boolean =>
  error instanceof CallError && !notItsFault.has(error.code)

export const isTimeout = (error: unknown): boolean =>
  error instanceof CallError && error.code === 'UPSTREAM_TIMEOUT'
