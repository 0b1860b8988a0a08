import { CallError } from '../call-error.ts'
import type { Breaker } from './breaker.ts'

/** Counts the refusal, and names since when and until when the upstream is left alone. */
export const circuitOpen = (name: string, breaker: Breaker): CallError =>
  new CallError('UPSTREAM_CIRCUIT_OPEN', name, undefined, breaker.refuse())

export const busy = (name: string): CallError => new CallError('UPSTREAM_BUSY', name)

export const rateLimited = (name: string, waitMs: number): CallError =>
  new CallError('UPSTREAM_RATE_LIMITED', name, undefined, { retryAfterMs: Math.ceil(waitMs) })
