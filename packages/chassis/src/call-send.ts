import { problemResponse } from '@nowait/contract/problem'
import { CallError } from './call-error.ts'
import type { SendAs, Upstream } from './call.ts'

/** A call shaped like fetch, for the contract's client. */
export async function sendByFetch(
  ask: Upstream['ask'],
  path: string,
  init: RequestInit,
  as: SendAs = {},
): Promise<Response> {
  try {
    const { status, contentType, body } = await ask(path, {
      ...as,
      method: init.method,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : undefined,
      signal: init.signal ?? undefined,
    })
    return new Response(status === 204 ? null : body, { status, headers: { 'content-type': contentType } })
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    return problemResponse(error.code, error.about)
  }
}
