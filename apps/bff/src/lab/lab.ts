import type { Log } from '@nowait/chassis/log'
import type { bffApi } from '@nowait/contract/bff'
import { type Client, ClientProblem, createClient, type Send } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import { LabEvent, type labProcessApi } from '@nowait/contract/lab'
import { labProcessRoutes, type labRoutes } from '@nowait/contract/lab.routes'
import { Problem } from '@nowait/contract/problem'
import type { Caller } from '../access.ts'
import type { BffConfig } from '../config.ts'
import { readEvents } from '../http/read-events.ts'
import { relay, relayedProblem } from '../relay.ts'

const stateMs = 2_000
const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}
const passed = ['LAB_BUSY', 'BROKER_NOT_CONFIGURED'] as const

export interface Lab {
  handlers: Pick<Handlers<typeof bffApi, Caller>, keyof typeof labRoutes>
  /** Ends the runs that are looked at from here. */
  stop(): void
}

/** What operators do in the lab, which is there when the shop was started with LAB=1; otherwise all of it is LAB_OFF. */
export function openLab({ LAB_URL, LAB_TOKEN }: Pick<BffConfig, 'LAB_URL' | 'LAB_TOKEN'>, log: Log): Lab {
  const stopping = new AbortController()
  const at = LAB_URL && LAB_TOKEN ? labAt(LAB_URL, LAB_TOKEN) : undefined
  const lab = () => {
    if (!at) throw new Problem('LAB_OFF')
    return at
  }

  return {
    handlers: {
      labState: ({ signal }) =>
        relay('labState', 'lab', () =>
          lab().readLab({ signal: AbortSignal.any([signal, AbortSignal.timeout(stateMs)]) }),
        ),
      async labRun({ query, signal }) {
        const until = AbortSignal.any([signal, stopping.signal])
        const answer = await lab()
          .run({ query, signal: until })
          .catch((error: unknown) => {
            throw error instanceof ClientProblem ? relayedProblem(error, 'lab', passed) : error
          })
        return new Response(ReadableStream.from(checked(answer.body!, log)), { headers })
      },
    },
    stop: () => stopping.abort(),
  }
}

function labAt(url: string, token: string): Client<typeof labProcessApi> {
  const send: Send = async (path, init) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    try {
      return await fetch(url + path, { ...init, headers, redirect: 'error' })
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError')
        throw new Problem('UPSTREAM_TIMEOUT', { service: 'lab' })
      if (error instanceof TypeError) throw new Problem('UPSTREAM_UNREACHABLE', { service: 'lab' })
      throw error
    }
  }
  return createClient<typeof labProcessApi>(labProcessRoutes, send)
}

const encoder = new TextEncoder()

/** Passes on what the contract knows. A run that is cut behind us ends here too, without its last word. */
async function* checked(body: ReadableStream<Uint8Array<ArrayBuffer>>, log: Log): AsyncGenerator<Uint8Array> {
  try {
    for await (const data of readEvents(body)) {
      const event = LabEvent.parse(JSON.parse(data))
      yield encoder.encode(`data: ${JSON.stringify(event)}\n\n`)
    }
  } catch (error) {
    log.debug({ err: error }, 'a run of the lab was cut')
  }
}
