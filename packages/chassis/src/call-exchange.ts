import type { Dispatcher, Pool } from 'undici'
import { deadlineHeader, memberHeader, traceHeader } from '@nowait/contract/headers'
import { CallError, callErrorOf } from './call-error.ts'
import { traceparent } from './request-context.ts'

export interface Answer {
  status: number
  contentType: string
  body: Buffer<ArrayBuffer>
  /** What its Retry-After header asks for, ms. */
  retryAfterMs?: number
  /** As it came, with its quotes. */
  etag?: string
}

/** What an exchange needs to know of the other side. */
export interface Exchanging {
  name: string
  token: string
  maxBodyBytes?: number
}

/** What is sent. */
export interface Outgoing {
  method?: string
  member?: string
  signal?: AbortSignal
  headers?: Record<string, string>
  body?: string
}

/** Sends one request and reads its whole answer within `budget` ms. */
export function exchange(
  pool: Pool,
  path: string,
  upstream: Exchanging,
  call: Outgoing,
  budget: number,
): Promise<Answer> {
  const maxBytes = upstream.maxBodyBytes ?? 1024 * 1024
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
  let retryAfter = ''
  let etag: string | undefined
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started
      // It waited for a connection until nobody wanted the answer any more.
      if (settled) started.abort(new Error('no longer wanted'))
    },
    onResponseStart(_, code, headers) {
      status = code
      contentType = String(headers['content-type'] ?? '')
      retryAfter = String(headers['retry-after'] ?? '')
      if (typeof headers.etag === 'string') etag = headers.etag
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
      settle(() => resolve({ status, contentType, body, etag, retryAfterMs: retryAfterMsOf(retryAfter) }))
    },
    onResponseError(_, error) {
      settle(() => reject(callErrorOf(error, upstream.name, status > 0)))
    },
  }
  const headers = headersOf(upstream, call, budget)
  pool.dispatch({ path, method: call.method ?? 'GET', headers, body: call.body ?? null }, handler)
  return promise
}

function headersOf(upstream: Exchanging, call: Outgoing, budgetMs: number): Record<string, string> {
  return {
    accept: 'application/json',
    ...call.headers,
    authorization: `Bearer ${upstream.token}`,
    [traceHeader]: traceparent(),
    [deadlineHeader]: String(Math.ceil(budgetMs)),
    ...(call.member && { [memberHeader]: call.member }),
  }
}

// Only the form in seconds: the other one, a date, asks for clocks that agree.
const retryAfterMsOf = (header: string): number | undefined =>
  /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined
