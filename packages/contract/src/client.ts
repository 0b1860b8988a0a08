import type {
  Api,
  Endpoint,
  EventsEndpoint,
  In,
  JsonEndpoint,
  Out,
  RouteText,
  Routes,
  StreamEndpoint,
} from './endpoint.ts'
import type { PartLine } from './part.ts'
import type { ProblemBody, ProblemCode } from './problem.ts'

/** Fetch-shaped: the browser's own, a service's upstream, or `app.request` of a test. */
export type Send = (url: string, init: RequestInit) => Promise<Response> | Response

/** The other side said no (`code` of the contract), or could not be reached or understood (`UNREACHABLE`). */
export class ClientProblem extends Error {
  readonly code: ProblemCode | 'UNREACHABLE'
  readonly status: number
  readonly problem: ProblemBody | undefined

  constructor(code: ProblemCode | 'UNREACHABLE', status: number, problem?: ProblemBody) {
    super(problem?.detail ?? problem?.title ?? code)
    this.name = 'ClientProblem'
    this.code = code
    this.status = status
    this.problem = problem
  }
}

type Need<E, K extends string> =
  E extends Record<K, infer S> ? ({} extends In<S> ? { [P in K]?: In<S> } : { [P in K]: In<S> }) : {}
export type CallInput<E extends Endpoint> = Need<E, 'params'> &
  Need<E, 'query'> &
  Need<E, 'headers'> &
  Need<E, 'body'> & { signal?: AbortSignal }

type PartValues<P> = { [K in keyof P]: Out<P[K]> }
export type CallResult<E extends Endpoint> = E extends JsonEndpoint
  ? E extends { response: infer S }
    ? Out<S>
    : void
  : E extends StreamEndpoint
    ? AsyncGenerator<PartLine<PartValues<E['parts']>>>
    : E extends EventsEndpoint
      ? Response
      : never

type Call<E extends Endpoint> =
  {} extends CallInput<E>
    ? (input?: CallInput<E>) => Promise<CallResult<E>>
    : (input: CallInput<E>) => Promise<CallResult<E>>

export type Client<A extends Api> = { [K in keyof A['endpoints'] & string]: Call<A['endpoints'][K]> }

interface AnyInput {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  headers?: Record<string, unknown>
  body?: unknown
  signal?: AbortSignal
}

/** Typed functions over the addresses of an API. Needs no schema: what comes is told apart by its content type. */
export function createClient<A extends Api>(routes: Routes, send: Send): Client<A> {
  const calls = Object.entries(routes).map(([name, route]) => [
    name,
    (input?: AnyInput) => call(route, input ?? {}, send),
  ])
  return Object.fromEntries(calls) as Client<A>
}

/** The address with its parameters filled in, each kept inside its own segment. */
export function urlOf(route: RouteText, input: Pick<AnyInput, 'params' | 'query'> = {}): string {
  const template = route.slice(route.indexOf(' ') + 1)
  const path = template.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  )
  if (!input.query) return path
  const query = new URLSearchParams(
    Object.entries(input.query).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString()
  return query ? `${path}?${query}` : path
}

async function call(route: RouteText, input: AnyInput, send: Send): Promise<unknown> {
  const method = route.slice(0, route.indexOf(' '))
  const headers = new Headers({ accept: 'application/x-ndjson, application/json' })
  for (const [name, value] of Object.entries(input.headers ?? {}))
    if (value !== undefined) headers.set(name, String(value))
  if (input.body !== undefined) headers.set('content-type', 'application/json')
  const body = input.body === undefined ? undefined : JSON.stringify(input.body)
  const response = await reach(() =>
    send(urlOf(route, input), { method, headers, body, signal: input.signal }),
  )
  if (!response.ok) throw await problemOf(response)
  if (response.status === 204) return undefined
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('application/x-ndjson')) return lines(response)
  if (type.startsWith('text/event-stream')) return response
  if (!type.startsWith('application/json')) throw new ClientProblem('UNREACHABLE', response.status)
  return reach(() => response.json())
}

// A caller that aborts gets its own abort back; everything else that fetch throws means: could not be reached.
async function reach<T>(run: () => Promise<T> | T): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) throw new ClientProblem('UNREACHABLE', 0)
    throw error
  }
}

async function problemOf(response: Response): Promise<ClientProblem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  const problem = isProblem
    ? ((await response.json().catch(() => undefined)) as ProblemBody | undefined)
    : undefined
  return new ClientProblem(problem?.code ?? 'UNREACHABLE', response.status, problem)
}

async function* lines(response: Response): AsyncGenerator<unknown> {
  const awaited = new Set(response.headers.get('nowait-parts')?.split(',').filter(Boolean))
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reach(() => reader.read())
      if (done) break
      const pieces = (rest + value).split('\n')
      rest = pieces.pop()!
      for (const piece of pieces) {
        const line = JSON.parse(piece) as { part: string }
        awaited.delete(line.part)
        yield line
      }
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
  // A proxy that closes early looks like a quiet end; the announced parts tell.
  if (awaited.size > 0 || rest !== '') throw new ClientProblem('UNREACHABLE', 0)
}
