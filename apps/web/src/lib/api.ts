import type { bffApi } from '@nowait/contract/bff'
import { bffRoutes } from '@nowait/contract/bff.routes'
import { ClientProblem, createClient, type Client, type Send } from '@nowait/contract/client'
import type { ProblemCode } from '@nowait/contract/problem'
import { pageSource } from './page-source.ts'
import { forgetStored, keptPageKey } from './stored.ts'

/** How this page asks its server. What was refused with a time to wait is sent again: see try-later.ts. */
export const send: Send = (url, init) => {
  const headers = new Headers(init.headers)
  // Exactly the mode of a preload, so that a request named by the document is not made twice.
  const ask = async () => {
    const answer = await fetch(url, { ...init, headers, credentials: 'same-origin' })
    pageSource.set(answer.headers.get('nowait-page') ?? pageSource.get())
    return answer
  }
  if (init.method === 'GET') return ask()
  headers.set('x-csrf', '1')
  // Whoever has changed something is not shown how it was before.
  forgetStored(keptPageKey)
  return ask().then(async (answer) =>
    answer.headers.has('retry-after') ? (await import('./try-later.ts')).tryLater(answer, ask) : answer,
  )
}

/**
 * Everything a customer's browser may ask of the shop. Throws ClientProblem, and AbortError when its signal fires.
 */
export const api: Pick<Client<typeof bffApi>, keyof typeof bffRoutes> = createClient<typeof bffApi>(
  bffRoutes,
  send,
)

export type TroubleCode = ProblemCode | 'UNREACHABLE'

/** Why something is not there: the code, and where it is known, whose fault, since when, and when to try again. */
export interface Trouble {
  code: TroubleCode
  service?: string
  since?: string
  retryAfterMs?: number
}

/** Why something failed, in one word of the contract; anything unforeseen counts as INTERNAL. */
export function troubleOf(error: unknown): TroubleCode {
  return error instanceof ClientProblem ? error.code : 'INTERNAL'
}

/** The same with all that is known about it. */
export const troubleIn = (error: unknown): Trouble =>
  (error instanceof ClientProblem && error.problem) || { code: troubleOf(error) }

export function isSignedOut(error: unknown): boolean {
  return error instanceof ClientProblem && error.code === 'NOT_SIGNED_IN'
}
