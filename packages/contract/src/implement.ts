import { Hono, type Context } from 'hono'
import type { z } from 'zod'
import {
  type Api,
  type Endpoint,
  type EventsEndpoint,
  type In,
  type JsonEndpoint,
  type Out,
  type StreamEndpoint,
  splitRoute,
} from './endpoint.ts'
import type { PartSource } from './part.ts'
import { Problem, problemResponse } from './problem.ts'
import { checkJson, Raw } from './raw.ts'
import { defaultJsonLimits, type JsonLimits } from './read-json.ts'
import { readInput } from './read-input.ts'
import { keptPage, streamParts } from './stream-parts.ts'

/** What a handler is given: input that fits the schemas, who calls, and a signal that fires when the caller leaves. */
export interface Input<E extends Endpoint, Caller> {
  params: Field<E, 'params'>
  query: Field<E, 'query'>
  headers: Field<E, 'headers'>
  body: Field<E, 'body'>
  caller: Caller
  signal: AbortSignal
  c: Context
}
type Field<E, K extends string> = E extends Record<K, infer S> ? Out<S> : undefined

type Answer<E> = E extends { response: infer S } ? In<S> | Raw : void
// Parts as they come, or the lines of a page that is at hand.
type PageOf<E extends StreamEndpoint> = AsyncGenerator<PartSource<PartValues<E['parts']>>> | Raw
type PartValues<P> = { [K in keyof P]: In<P[K]> }

export type Handler<E extends Endpoint, Caller> = E extends JsonEndpoint
  ? (input: Input<E, Caller>) => Promise<Answer<E>> | Answer<E>
  : E extends StreamEndpoint
    ? (input: Input<E, Caller>) => PageOf<E> | Promise<PageOf<E>>
    : E extends EventsEndpoint
      ? (input: Input<E, Caller>) => Promise<Response> | Response
      : never

export type Handlers<A extends Api, Caller> = {
  [K in keyof A['endpoints']]: Handler<A['endpoints'][K], Caller>
}

export interface ImplementOptions<Caller> {
  /** Who calls; throws a Problem when the endpoint's `access` does not admit him. */
  caller: (c: Context, endpoint: Endpoint, name: string) => Promise<Caller> | Caller
  /** Check what goes out, also bytes passed on: an answer that has drifted from its schema becomes INTERNAL. For tests, mocks and development. */
  check?: boolean
  limits?: JsonLimits
  /** Told of everything unexpected, once; the client only learns INTERNAL and this id. */
  onError?: (error: unknown, name: string, c: Context) => void
  traceId?: (c: Context) => string | undefined
}

// Handlers differ in type per endpoint; the table has checked them, the loop below only passes on.
type AnyHandler = (input: Input<Endpoint, unknown>) => unknown

/** Binds handlers to the addresses of an API. Curried, so that `yield` in a streaming handler is typed by its endpoint. */
export function implement<A extends Api, Caller>(api: A, options: ImplementOptions<Caller>) {
  return (handlers: Handlers<A, Caller>): Hono => {
    const app = new Hono({ strict: true })
    const methods = new Map<string, string[]>()
    for (const [name, endpoint] of Object.entries(api.endpoints)) {
      const { method, path } = splitRoute(api.routes[name]!)
      const handler = handlers[name] as AnyHandler
      methods.set(path, [...(methods.get(path) ?? []), method])
      app.on(method, path, (c) =>
        guarded(c, name, options, () => answer(c, name, endpoint, handler, options)),
      )
    }
    for (const [path, known] of methods) {
      const allow = known.includes('GET') ? [...known, 'HEAD'] : known
      app.all(path, () => methodNotAllowed(allow))
    }
    app.notFound(() => problemResponse('NOT_FOUND'))
    return app
  }
}

function methodNotAllowed(allow: string[]): Response {
  const response = problemResponse('METHOD_NOT_ALLOWED', { detail: `Allowed: ${allow.join(', ')}` })
  response.headers.set('allow', allow.join(', '))
  return response
}

async function guarded<C>(
  c: Context,
  name: string,
  options: ImplementOptions<C>,
  run: () => Promise<Response>,
) {
  try {
    return await run()
  } catch (error) {
    const traceId = options.traceId?.(c)
    if (error instanceof Problem) return problemResponse(error.code, error.details, traceId)
    options.onError?.(error, name, c)
    return problemResponse('INTERNAL', {}, traceId)
  }
}

async function answer<C>(
  c: Context,
  name: string,
  endpoint: Endpoint,
  handler: AnyHandler,
  options: ImplementOptions<C>,
): Promise<Response> {
  const caller = await options.caller(c, endpoint, name)
  const values = await readInput(c, endpoint, options.limits ?? defaultJsonLimits)
  const left = abortedWhenLeft(c)
  const input = { ...values, caller, signal: left.signal, c }
  if (endpoint.kind === 'events') return (await handler(input)) as Response
  if (endpoint.kind === 'stream') {
    const source = (await handler(input)) as PageOf<StreamEndpoint>
    if (source instanceof Raw) return keptPage(c, endpoint, source, options.check)
    const fail = (error: unknown) => options.onError?.(error, name, c)
    return streamParts(c, endpoint, source, { leave: () => left.abort(), check: options.check, fail })
  }
  return jsonAnswer(c, name, endpoint, await handler(input), options.check)
}

/** What of a connection tells that its reader has gone. */
interface OnConnection {
  outgoing?: { destroyed: boolean; writableFinished: boolean; once(event: 'close', run: () => void): unknown }
}

// The request's own signal would be a second controller, and `AbortSignal.any` costs ten times as much (measured).
function abortedWhenLeft(c: Context): AbortController {
  const left = new AbortController()
  const { outgoing } = (c.env ?? {}) as OnConnection
  const from = outgoing ? undefined : c.req.raw.signal
  if (outgoing?.destroyed || from?.aborted) left.abort(from?.reason)
  outgoing?.once('close', () => outgoing.writableFinished || left.abort())
  from?.addEventListener('abort', () => left.abort(from.reason), { once: true })
  return left
}

async function jsonAnswer(c: Context, name: string, endpoint: JsonEndpoint, value: unknown, check = false) {
  if (value instanceof Raw) {
    if (check && endpoint.response) checkJson(endpoint.response, await value.json(), name)
    return value.response(c.res.headers)
  }
  if (!endpoint.response) return c.body(null, 204)
  if (check) checkJson(endpoint.response, value, name)
  return c.json(value as z.core.util.JSONType, endpoint.status as 200)
}
