import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
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

/** Stands in front of a service, writes down what comes, and can let the service hang: it takes everything and answers nothing. */
export interface Gate {
  url: string
  passages: Passage[]
  /** From now on nothing is answered; what is under way still is. */
  shut(): void
  open(): void
  stop(): Promise<void>
}

/** `target`: where the service is or will be. */
export async function startGate(target: string): Promise<Gate> {
  const agent = new Agent({ keepAlive: true })
  const passages: Passage[] = []
  let isShut = false
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming
    passages.push({ at: Date.now(), method, path, deadlineMs: Number(headers[deadlineHeader]) })
    if (isShut) incoming.resume()
    else passOn(incoming, outgoing, target, agent)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passages,
    shut: () => void (isShut = true),
    open: () => void (isShut = false),
    async stop() {
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, target: string, agent: Agent): void {
  const { method, url = '', headers } = incoming
  const passed = request(target + url, { method, headers, agent }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('error', () => outgoing.destroy()).pipe(outgoing)
  })
  // As the service itself would look: a connection that breaks.
  passed.on('error', () => outgoing.destroy())
  outgoing.on('close', () => passed.destroy())
  incoming.on('error', () => passed.destroy()).pipe(passed)
}
