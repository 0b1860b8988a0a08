import type { bffApi } from '@nowait/contract/bff'
import { bffRoutes } from '@nowait/contract/bff.routes'
import { ClientProblem, createClient, type Client, type Send } from '@nowait/contract/client'
import type { ProblemCode } from '@nowait/contract/problem'

/** How this page asks its server. */
export const send: Send = (url, init) => {
  const headers = new Headers(init.headers)
  if (init.method !== 'GET') headers.set('x-csrf', '1')
  // Exactly the mode of a preload, so that a request named by the document is not made twice.
  return fetch(url, { ...init, headers, credentials: 'same-origin' })
}

/**
 * Everything a customer's browser may ask of the shop. Throws ClientProblem, and AbortError when its signal fires.
 */
export const api: Pick<Client<typeof bffApi>, keyof typeof bffRoutes> = createClient<typeof bffApi>(
  bffRoutes,
  send,
)

export type TroubleCode = ProblemCode | 'UNREACHABLE'

/** Why something failed, in one word of the contract; anything unforeseen counts as INTERNAL. */
export function troubleOf(error: unknown): TroubleCode {
  return error instanceof ClientProblem ? error.code : 'INTERNAL'
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ClientProblem && error.code === 'NOT_SIGNED_IN'
}
