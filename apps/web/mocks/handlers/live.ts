import { Problem } from '@nowait/contract/problem'
import type { BffHandlers, Mock } from '../context.ts'
import type { Db } from '../db.ts'

const lookEveryMs = 200
const heartbeatMs = 15_000

/** Server-sent events, written by hand: a mock in a service worker is never told that its reader has gone. */
export function live(mock: Mock): Pick<BffHandlers, 'live'> {
  let closeLast: (() => void) | undefined
  return {
    live: async ({ caller, c }) => {
      if (caller.knobs.upstreams.live.kind !== 'ready') throw new Problem('SERVICE_UNAVAILABLE')
      const newest = await mock.use(caller.knobs, (db) => db.live.at(-1)?.position ?? 0)
      let position = Number(c.req.header('last-event-id') ?? newest)
      const encoder = new TextEncoder()
      let beatAt = mock.now() + heartbeatMs
      let isOpen = true
      let timer: ReturnType<typeof setTimeout> | undefined
      const stop = () => {
        isOpen = false
        clearTimeout(timer)
      }
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          const write = (text: string) => controller.enqueue(encoder.encode(text))
          const close = () => {
            if (isOpen) controller.close()
            stop()
          }
          // A page has one stream of changes: whoever opens the next has left the last.
          closeLast?.()
          closeLast = close
          timer = setTimeout(look, lookEveryMs)
          write(`id: ${position}\n\n`)
          async function look() {
            const news = await mock.use(mock.knobs(c.req.raw), (db) =>
              db.session?.memberId === caller.memberId ? since(db, caller.memberId, position) : undefined,
            )
            if (!news) close()
            if (!news || !isOpen) return
            for (const row of news) {
              write(`id: ${row.position}\ndata: ${JSON.stringify(row.event)}\n\n`)
              position = row.position
            }
            if (mock.now() >= beatAt) {
              beatAt = mock.now() + heartbeatMs
              write(': still here\n\n')
            }
            timer = setTimeout(look, lookEveryMs)
          }
        },
        cancel: stop,
      })
      return new Response(body, {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      })
    },
  }
}

const since = (db: Db, memberId: string, position: number) =>
  db.live.filter((row) => row.memberId === memberId && row.position > position)
