import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { deadlineHeader } from '@nowait/contract/headers'

/** One request that came through, or did not. */
export interface Passage {
  /** ms since 1970. */
  at: number
  method: string
  path: string
  /** How long its caller said he waits, ms. */
  deadlineMs: number
}

/**
 * How a gate behaves: `shut` takes everything and answers nothing, `slow` holds each request for some time, `mute` lets
 * the service do it and keeps the answer.
 */
export type Manner = { how: 'open' | 'shut' | 'mute' } | { how: 'slow'; ms: () => number }

/** Stands in front of a service, writes down what comes, and can do what a bad network or a bad service does. */
export interface Gate {
  url: string
  passages: Passage[]
  /** For requests that come from now on. */
  be(manner: Manner): void
  stop(): Promise<void>
}

/** `target`: where the service is or will be. */
export async function startGate(target: string): Promise<Gate> {
  const agent = new Agent({ keepAlive: true })
  const passages: Passage[] = []
  let manner: Manner = { how: 'open' }
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming
    passages.push({ at: Date.now(), method, path, deadlineMs: Number(headers[deadlineHeader]) })
    void take(incoming, outgoing, { target, agent, manner })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passages,
    be: (next) => void (manner = next),
    async stop() {
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}

async function take(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, agent, manner }: { target: string; agent: Agent; manner: Manner },
): Promise<void> {
  // All of it first: what comes late has to come whole, also when its caller has gone.
  const body = await buffer(incoming).catch(() => undefined)
  if (!body || manner.how === 'shut') return
  if (manner.how === 'slow') await pause(manner.ms())
  const { method, url = '', headers } = incoming
  const passed = request(target + url, { method, headers, agent }, (answer) => {
    if (manner.how === 'mute') return void answer.resume()
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('error', () => outgoing.destroy()).pipe(outgoing)
  })
  // As the service itself would look: a connection that breaks.
  passed.on('error', () => outgoing.destroy()).end(body)
}
