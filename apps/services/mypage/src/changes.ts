import type { Database } from '@nowait/chassis/database'
import type { PageChange } from '@nowait/contract/mypage'
import { changedChannel } from './store.ts'

const beatMs = 1_000
const mostListeners = 100

/** Tells other processes whose page has changed, for as long as they listen. */
export interface Changes {
  /** A stream of changes; undefined when too many listen already. */
  open(): ReadableStream<Uint8Array> | undefined
  stop(): Promise<void>
}

export async function createChanges(database: Database, behind: () => boolean): Promise<Changes> {
  const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const encoder = new TextEncoder()

  function tell(change: PageChange): void {
    const bytes = encoder.encode(`data: ${JSON.stringify(change)}\n\n`)
    for (const listener of listeners) {
      // Who does not read is not waited for: without this stream it knows that it knows nothing.
      if ((listener.desiredSize ?? 0) < -1_000) leave(listener)
      else listener.enqueue(bytes)
    }
  }

  function leave(listener: ReadableStreamDefaultController<Uint8Array>): void {
    if (listeners.delete(listener)) listener.close()
  }

  const listening = await database.listen(
    changedChannel,
    (member) => tell(member === '*' ? { type: 'reset' } : { type: 'changed', member }),
    () => tell({ type: 'reset' }),
  )
  const timer = setInterval(() => tell({ type: 'beat', behind: behind() }), beatMs)

  return {
    open() {
      if (listeners.size >= mostListeners) return undefined
      let own: ReadableStreamDefaultController<Uint8Array>
      return new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller
          listeners.add(own)
          own.enqueue(encoder.encode(`data: ${JSON.stringify({ type: 'beat', behind: behind() })}\n\n`))
        },
        cancel: () => void listeners.delete(own),
      })
    },
    async stop() {
      clearInterval(timer)
      for (const listener of listeners) leave(listener)
      await listening.stop()
    },
  }
}
