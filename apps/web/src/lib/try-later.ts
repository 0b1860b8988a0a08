import type { ProblemBody, ProblemCode } from '@nowait/contract/problem'
import { reasonOf, seconds, startExplaining } from './explain.ts'
import { messages } from './language.ts'
import { toast } from './toast.ts'

/** Refusals before any work was done: the same may be sent again, whatever it is. */
const refusals: readonly ProblemCode[] = [
  'OVERLOADED',
  'UPSTREAM_CIRCUIT_OPEN',
  'UPSTREAM_BUSY',
  'UPSTREAM_RATE_LIMITED',
  'RATE_LIMITED',
]
const times = 3
/** Whoever is told to wait longer than this decides himself, ms. */
const longestMs = 10_000

/**
 * Sends what was refused again, after the time we were told and up to a third more, so that not all come back at once.
 * Says so while it waits. Gives the last answer.
 */
export async function tryLater(refused: Response, again: () => Promise<Response>): Promise<Response> {
  let response = refused
  for (let sent = 0; sent < times; sent++) {
    const problem = await refusalIn(response)
    const waitMs = problem?.retryAfterMs
    if (!problem || waitMs === undefined || waitMs > longestMs) break
    await tell(problem, waitMs)
    await new Promise((resolve) => setTimeout(resolve, waitMs * (1 + Math.random() / 3)))
    response = await again()
  }
  return response
}

async function refusalIn(response: Response): Promise<ProblemBody | undefined> {
  if (response.ok) return undefined
  const problem = (await response
    .clone()
    .json()
    .catch(() => undefined)) as ProblemBody | undefined
  return problem && refusals.includes(problem.code) ? problem : undefined
}

// Words that cannot be fetched are no reason to keep the customer waiting.
async function tell(problem: ProblemBody, waitMs: number): Promise<void> {
  const isThere = await startExplaining().then(
    () => true,
    () => false,
  )
  const reason = isThere && reasonOf(problem)
  if (reason) toast(`${reason} ${messages().trouble.sendsAgainIn(seconds(waitMs))}`)
}
