import type { Hono } from 'hono'
import type { Log } from '@nowait/chassis/log'
import { serviceApi } from '@nowait/chassis/service'
import { type LabEvent, type LabKnobs, labProcessApi } from '@nowait/contract/lab'
import { deferredModes } from '@nowait/contract/lab-knobs'
import { Problem } from '@nowait/contract/problem'
import { needsBroker } from '../crash/points.ts'
import { runLive } from './run-live.ts'

const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }

interface LabAppOptions {
  token: string
  brokers: string | undefined
  log: Log
  check?: boolean
}

/** One run at a time: two would measure each other. */
export function createLabApp({ token, brokers, log, check }: LabAppOptions): {
  api: Hono
  /** Ends the run that is going on; resolves when nothing of it is left. */
  stop(): Promise<void>
} {
  let current: { leave: AbortController; over: Promise<void> } | undefined

  const refusalOf = (mode: LabKnobs['mode']) =>
    needsBroker(mode) && !brokers ? ('BROKER_NOT_CONFIGURED' as const) : null

  function open(knobs: LabKnobs): ReadableStream<Uint8Array> {
    const leave = new AbortController()
    const encoder = new TextEncoder()
    return new ReadableStream<Uint8Array>({
      start(controller) {
        const say = (event: LabEvent) => {
          if (!leave.signal.aborted) controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`))
        }
        const over = runLive(knobs, { brokers, say, signal: leave.signal })
          .catch((error: unknown) => {
            if (leave.signal.aborted) return
            log.error({ err: error, knobs }, 'a run failed')
            say({ type: 'failed' })
          })
          .finally(() => {
            current = undefined
            if (!leave.signal.aborted) controller.close()
          })
        current = { leave, over }
      },
      cancel: () => leave.abort(),
    })
  }

  const api = serviceApi(labProcessApi, { token, log, check })({
    readLab: () => ({
      modes: deferredModes.map((mode) => ({ mode, refusal: refusalOf(mode) })),
      busy: current !== undefined && !current.leave.signal.aborted,
    }),
    async run({ query: knobs, signal }) {
      const refusal = refusalOf(knobs.mode)
      if (refusal) throw new Problem(refusal)
      // Whoever has left keeps nobody waiting longer than his processes take to end.
      while (current?.leave.signal.aborted) await current.over
      if (current) throw new Problem('LAB_BUSY')
      const body = open(knobs)
      const { leave } = current!
      if (signal.aborted) leave.abort()
      else signal.addEventListener('abort', () => leave.abort(), { once: true })
      return new Response(body, { headers })
    },
  })
  return {
    api,
    async stop() {
      current?.leave.abort()
      await current?.over
    },
  }
}
