import type { z } from 'zod'
import type { ProblemCode } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** `'POST /orders/:id/cancel'`: method and path with its parameters. */
export type RouteText = `${Method} /${string}`

/** Names and addresses of an API, in a file without imports so that a browser pays nothing for it. */
export type Routes = Readonly<Record<string, RouteText>>

/** Who may call: `member` needs a session (BFF) or the member header (service), `service` only the credential. */
export type Access = 'public' | 'member' | 'operator' | 'service'

interface Shared {
  summary: string
  access: Access
  params?: z.ZodObject
  query?: z.ZodObject
  headers?: z.ZodObject
  /** Asked again and again by a page that is only looked at: it does not keep a session alive. */
  polled?: true
  /** What can go wrong beyond what every endpoint can answer (validation, access, limits, 5xx). */
  errors?: readonly ProblemCode[]
}

export interface JsonEndpoint extends Shared {
  kind: 'json'
  body?: z.ZodType
  status: 200 | 201 | 202 | 204
  /** Absent for 204. */
  response?: z.ZodType
}

/** A page made of parts, each sent as one line when it arrives, or all as one object: see part.ts. */
export interface StreamEndpoint extends Shared {
  kind: 'stream'
  parts: Readonly<Record<string, z.ZodType>>
}

/** Server-sent events; the handler writes the response itself. */
export interface EventsEndpoint extends Shared {
  kind: 'events'
  event: z.ZodType
}

export type Endpoint = JsonEndpoint | StreamEndpoint | EventsEndpoint

type JsonDefinition = Omit<JsonEndpoint, 'kind' | 'status'> & { status?: JsonEndpoint['status'] }
type WithStatus<D extends JsonDefinition> = D extends { status: JsonEndpoint['status'] }
  ? D
  : D & { status: 200 }

export const endpoint = <const D extends JsonDefinition>(definition: D) =>
  ({ kind: 'json', status: 200, ...definition }) as { kind: 'json' } & WithStatus<D>

export const stream = <const D extends Omit<StreamEndpoint, 'kind'>>(definition: D) =>
  ({ kind: 'stream', ...definition }) as { kind: 'stream' } & D

export const events = <const D extends Omit<EventsEndpoint, 'kind'>>(definition: D) =>
  ({ kind: 'events', ...definition }) as { kind: 'events' } & D

/** Names of the `:parameters` in a route. */
export type ParamsOf<R extends string> = R extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsOf<`/${Rest}`>
  : R extends `${string}:${infer Name}`
    ? Name
    : never

type Fits<R extends RouteText, E extends Endpoint> = [ParamsOf<R>] extends [never]
  ? E & { params?: never }
  : E & { params: z.ZodObject<Record<ParamsOf<R>, z.ZodType>> }

export interface Api<
  R extends Routes = Routes,
  E extends Record<keyof R, Endpoint> = Record<keyof R, Endpoint>,
> {
  readonly routes: R
  readonly endpoints: E
}

/** Joins names and addresses with their schemas: an endpoint too few, too many or without its parameters does not compile. */
export const defineApi =
  <const R extends Routes>(routes: R) =>
  <const E extends { [K in keyof R]: Endpoint }>(
    endpoints: E & { [K in keyof R]: Fits<R[K], E[K]> } & { [K in Exclude<keyof E, keyof R>]: never },
  ): Api<R, E> => ({ routes, endpoints })

export function splitRoute(route: RouteText): { method: Method; path: string } {
  const space = route.indexOf(' ')
  return { method: route.slice(0, space) as Method, path: route.slice(space + 1) }
}

/** What schemas accept (`In`) and give (`Out`), as a client or a handler sees them. */
export type In<S> = S extends z.ZodType ? z.input<S> : undefined
export type Out<S> = S extends z.ZodType ? z.output<S> : undefined
