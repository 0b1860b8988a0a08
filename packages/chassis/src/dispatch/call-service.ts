import { ClientProblem } from '@nowait/contract/client'
import type { ProblemCode } from '@nowait/contract/problem'
import { Hopeless, NotBefore } from '../jobs/verdict.ts'

/** Our own fault, and no time heals it. Whatever else goes wrong may have passed when it is tried again. */
const hopeless = new Set<ProblemCode | 'UNREACHABLE'>([
  'MALFORMED_REQUEST',
  'INVALID_REQUEST',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'IDEMPOTENCY_KEY_REUSED',
])

/** For targets: one call by a client of the contract. What the service says about trying again is passed on to the runner. */
export async function callService<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw jobError(error)
  }
}

/** What a job is to fail with after a call failed with `error`. */
export function jobError(error: unknown): unknown {
  if (!(error instanceof ClientProblem)) return error
  const said = new Error(`${error.code}: ${error.message}`, { cause: error })
  if (hopeless.has(error.code)) return new Hopeless(said)
  const { retryAfterMs } = error.problem ?? {}
  return retryAfterMs === undefined ? said : new NotBefore(said, retryAfterMs)
}
