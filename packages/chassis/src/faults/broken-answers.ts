import type { IncomingMessage, ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { type Clock, pause } from '../clock.ts'

const json = { 'content-type': 'application/json' }

export const garbage = (as: 'not-json' | 'not-the-contract'): Response =>
  as === 'not-json'
    ? new Response('{"id":"019a\u0000<html>502', { headers: json })
    : new Response('{"surprise":[null,{}]}', { headers: json })

/** Ends the connection without a word. */
export function cut(c: Context): Response {
  sockets(c).incoming.socket.resetAndDestroy()
  return RESPONSE_ALREADY_SENT
}

/** Sends the head and half of the body, then tears the connection down. */
export async function resetHalfWay(c: Context): Promise<Response> {
  const { incoming, outgoing } = sockets(c)
  const body = new Uint8Array(await c.res.arrayBuffer())
  outgoing.writeHead(c.res.status, {
    ...Object.fromEntries(c.res.headers),
    'content-length': Math.max(body.length, 2),
  })
  outgoing.write(body.subarray(0, body.length >> 1), () =>
    setImmediate(() => incoming.socket.resetAndDestroy()),
  )
  return RESPONSE_ALREADY_SENT
}

/** The same answer at so many bytes a second; what is left comes at once when the fault is over. */
export async function trickle(
  answer: Response,
  { bytesPerSecond, clock, over }: { bytesPerSecond: number; clock: Clock; over: AbortSignal },
): Promise<Response> {
  const whole = new Uint8Array(await answer.arrayBuffer())
  const everyMs = Math.max(50, 1_000 / bytesPerSecond)
  const size = Math.max(1, Math.round((bytesPerSecond * everyMs) / 1_000))
  let sent = 0
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (sent >= whole.length) return controller.close()
        if (sent > 0) await pause(clock, everyMs, over).catch(() => {})
        const end = over.aborted ? whole.length : sent + size
        controller.enqueue(whole.subarray(sent, end))
        sent = end
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, answer)
}

const sockets = (c: Context) => c.env as { incoming: IncomingMessage; outgoing: ServerResponse }
