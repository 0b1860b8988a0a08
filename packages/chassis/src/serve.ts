import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Hono } from 'hono'
import { problemBody, type ProblemCode } from '@nowait/contract/problem'
import type { LeavesLines } from '@nowait/contract/stream-parts'
import type { Log } from './log.ts'
import { writeLines } from './write-lines.ts'

export interface ServeOptions {
  host: string
  /** 0: any free port. */
  port: number
  log: Log
  /** Sent with answers that never reach the app: broken or too large requests, unknown methods. */
  headers?: Record<string, string>
  /** How long running requests may go on after `stop`, ms. */
  drainMs?: number
  patience?: Partial<Patience>
}

/** How long the other side may take, ms; who is slower is cut off. */
export interface Patience {
  /** For the head of a request. */
  headersMs: number
  /** For all of a request. */
  requestMs: number
  /** Without taking anything of an answer that waits for him. */
  readerMs: number
}

// A slow header lived over a minute with Node's defaults (measured); with these it is cut after 10 to 12 s.
const defaultPatience: Patience = { headersMs: 10_000, requestMs: 15_000, readerMs: 20_000 }

export interface Running {
  url: string
  port: number
  server: Server
  /** Takes no new requests, lets running ones finish, then cuts what is left. */
  stop: () => Promise<void>
}

const maxHeaders = 100
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Serves an app over HTTP/1.1 with limits on headers, on the time a request may take to arrive and on slow readers. */
export async function serve(app: Hono, options: ServeOptions): Promise<Running> {
  const listener = getRequestListener((request, env) => answered(app, request, env as Served))
  const { headersMs, requestMs, readerMs } = { ...defaultPatience, ...options.patience }
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(2_000, headersMs / 5),
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      requireHostHeader: true,
    },
    (incoming, outgoing) => {
      if (incoming.rawHeaders.length > 2 * maxHeaders)
        return decline(outgoing, options, { code: 'PAYLOAD_TOO_LARGE', status: 431 })
      if (!methods.has(incoming.method ?? ''))
        return decline(outgoing, options, { code: 'METHOD_NOT_ALLOWED', status: 405 })
      outgoing.setTimeout(readerMs, () => cutSlowReader(incoming.socket))
      void listener(incoming, outgoing)
    },
  )
  // Node leaves out what is beyond its own limit without a word; one more than ours lets us see it and say no.
  server.maxHeadersCount = maxHeaders + 1
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuse(error, socket, options))
  await listen(server, options)
  const { port } = server.address() as AddressInfo
  const shownHost = options.host.includes(':') ? `[${options.host}]` : options.host
  return {
    url: `http://${shownHost}:${port}`,
    port,
    server,
    stop: () => stop(server, options.drainMs ?? 5_000),
  }
}

interface Served {
  outgoing: ServerResponse
}

/** What the app answers; the lines of a page are left to us. */
async function answered(app: Hono, request: Request, env: Served): Promise<Response> {
  const leftTo: NonNullable<LeavesLines['leftTo']> = {}
  const answer = await app.fetch(request, { ...env, leftTo } satisfies Served & LeavesLines)
  if (!leftTo.lines) return answer
  if (!answer.ok) {
    // Something on the way back said no.
    leftTo.lines.leave()
    return answer
  }
  void writeLines(env.outgoing, answer, leftTo.lines)
  return RESPONSE_ALREADY_SENT
}

// Nothing came or went for a while. That may be our own slowness, unless something waits to be taken.
function cutSlowReader(socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy()
}

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function stop(server: Server, drainMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection that was busy when we stopped becomes idle later, and would be kept alive for another minute.
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const cut = setTimeout(() => server.closeAllConnections(), drainMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}

const problemHeaders = (options: ServeOptions) => ({
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  ...options.headers,
})

/** Says no to a request before the app sees it, and takes no other on this connection. */
function decline(
  outgoing: ServerResponse,
  options: ServeOptions,
  no: { code: ProblemCode; status: number },
): void {
  const allow = no.status === 405 ? { allow: [...methods].join(', ') } : {}
  outgoing.writeHead(no.status, { ...problemHeaders(options), ...allow, connection: 'close' })
  outgoing.end(JSON.stringify({ ...problemBody(no.code), status: no.status }))
}

const refusals: Record<string, [ProblemCode, status: number, reason: string]> = {
  HPE_HEADER_OVERFLOW: ['PAYLOAD_TOO_LARGE', 431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['MALFORMED_REQUEST', 408, 'Request Timeout'],
}

// The request never became one, so no app can answer; a broken one is also never followed by another (smuggling).
function refuse(error: NodeJS.ErrnoException, socket: Socket, options: ServeOptions): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const [code, status, reason] = refusals[error.code ?? ''] ?? ['MALFORMED_REQUEST', 400, 'Bad Request']
  const body = JSON.stringify({ ...problemBody(code), status })
  const headers = {
    ...problemHeaders(options),
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}
