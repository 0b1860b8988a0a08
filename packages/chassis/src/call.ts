import { Pool, type Dispatcher } from 'undici'
import type { Send } from '@nowait/contract/client'
import { deadlineHeader, memberHeader, traceHeader } from '@nowait/contract/headers'
import { problemResponse } from '@nowait/contract/problem'
import { CallError, callErrorOf } from './call-error.ts'
import { insideTransaction } from './database.ts'
import { remainingMs, traceparent } from './request-context.ts'

export interface UpstreamOptions {
  name: string
  url: string
  /** Its own credential, sent as a bearer token. */
  token: string
  /** Connections kept; what comes beyond waits for one within its deadline. */
  connections?: number
  /** Bytes of an answer; reading stops there. */
  maxBodyBytes?: number
  /** For calls that name no deadline, ms. */
  deadlineMs?: number
}

export interface CallOptions {
  method?: string
  /** On whose behalf; from a session or an event, never from a request's body. */
  member?: string
  /** Total time from asking to the last byte, ms; never more than the caller of this process still waits. */
  deadlineMs?: number
  signal?: AbortSignal
  headers?: Record<string, string>
  body?: string
}

export interface Answer {
  status: number
  contentType: string
  body: Buffer<ArrayBuffer>
}

/** One service behind HTTP, with a pool of its own. Failures are CallErrors that name it; redirects are not followed. */
export interface Upstream {
  readonly name: string
  /** The answer as bytes: the short way, for bodies that are passed on. Any status is an answer. */
  ask(path: string, options?: CallOptions): Promise<Answer>
  /** Fetch-shaped, for the contract's client; a call that fails becomes a problem answer with the CallError's code. */
  send(as?: { member?: string; deadlineMs?: number }): Send
  /** Calls asked and not settled yet. */
  readonly inFlight: number
  close(): Promise<void>
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const { origin, pathname } = new URL(options.url)
  const base = pathname.replace(/\/$/, '')
  const pool = new Pool(origin, {
    connections: options.connections ?? 20,
    pipelining: 1,
    connect: { timeout: 2_000 },
    keepAliveTimeout: 10_000,
    // The deadline below is total and covers both; undici's own timers would only be second clocks.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 16 * 1024,
  })
  let inFlight = 0
  const ask = async (path: string, call: CallOptions = {}) => {
    if (insideTransaction())
      throw new Error(`Calling ${options.name} inside a transaction would hold its locks while waiting`)
    inFlight++
    try {
      return await exchange(pool, base + path, options, call)
    } finally {
      inFlight--
    }
  }
  return {
    name: options.name,
    ask,
    send: (as) => (path, init) => sendByFetch(ask, path, init, as),
    get inFlight() {
      return inFlight
    },
    close: () => pool.destroy(),
  }
}

function exchange(pool: Pool, path: string, upstream: UpstreamOptions, call: CallOptions): Promise<Answer> {
  const maxBytes = upstream.maxBodyBytes ?? 1024 * 1024
  const budget = Math.min(
    call.deadlineMs ?? upstream.deadlineMs ?? 3_000,
    remainingMs() ?? Number.POSITIVE_INFINITY,
  )
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  if (call.signal?.aborted) return Promise.reject(call.signal.reason)
  if (budget <= 0) return Promise.reject(new CallError('UPSTREAM_TIMEOUT', upstream.name))

  let controller: Dispatcher.DispatchController | undefined
  let settled = false
  const settle = (finish: () => void) => {
    if (settled) return
    settled = true
    clearTimeout(timer)
    call.signal?.removeEventListener('abort', onAbort)
    finish()
  }
  const fail = (error: unknown) => {
    settle(() => reject(error))
    controller?.abort(error instanceof Error ? error : new Error('aborted'))
  }
  const onAbort = () => fail(call.signal?.reason)
  const timer = setTimeout(() => fail(new CallError('UPSTREAM_TIMEOUT', upstream.name)), budget)
  call.signal?.addEventListener('abort', onAbort, { once: true })

  const chunks: Buffer[] = []
  let bytes = 0
  let status = 0
  let contentType = ''
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started
      // It waited for a connection until nobody wanted the answer any more.
      if (settled) started.abort(new Error('no longer wanted'))
    },
    onResponseStart(_, code, headers) {
      status = code
      contentType = String(headers['content-type'] ?? '')
      if (code >= 300 && code < 400)
        fail(new CallError('UPSTREAM_INVALID', upstream.name, 'answered with a redirect'))
      else if (headers['content-encoding'])
        fail(new CallError('UPSTREAM_INVALID', upstream.name, 'encoded its answer unasked'))
      else if (Number(headers['content-length'] ?? 0) > maxBytes)
        fail(new CallError('UPSTREAM_TOO_LARGE', upstream.name))
    },
    onResponseData(_, chunk) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) fail(new CallError('UPSTREAM_TOO_LARGE', upstream.name))
      else chunks.push(chunk)
    },
    onResponseEnd() {
      const body = (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)) as Buffer<ArrayBuffer>
      settle(() => resolve({ status, contentType, body }))
    },
    onResponseError(_, error) {
      settle(() => reject(callErrorOf(error, upstream.name, status > 0)))
    },
  }
  const headers = headersOf(upstream, call, budget)
  pool.dispatch({ path, method: call.method ?? 'GET', headers, body: call.body ?? null }, handler)
  return promise
}

function headersOf(upstream: UpstreamOptions, call: CallOptions, budgetMs: number): Record<string, string> {
  return {
    accept: 'application/json',
    ...call.headers,
    authorization: `Bearer ${upstream.token}`,
    [traceHeader]: traceparent(),
    [deadlineHeader]: String(Math.ceil(budgetMs)),
    ...(call.member && { [memberHeader]: call.member }),
  }
}

async function sendByFetch(
  ask: Upstream['ask'],
  path: string,
  init: RequestInit,
  as: { member?: string; deadlineMs?: number } = {},
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
    return problemResponse(error.code, { detail: error.message })
  }
}
