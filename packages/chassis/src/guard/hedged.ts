import type { Clock } from '../clock.ts'
import type { TryOnce } from './attempt.ts'

/** Why the slower of two tries was stopped. Made once: nobody looks at its stack. */
const beaten = new Error('The other try was faster')

export interface HedgeOptions<T> {
  clock: Clock
  afterMs: number
  /** Asked when the time has come: whether a second try may start. */
  mayHedge: () => boolean
  failed: (answer: T) => boolean
}

/**
 * One answer of two tries: the second starts when the first has neither come nor failed after `afterMs` ("hedged
 * requests": Dean and Barroso, The Tail at Scale, 2013). The first good answer wins and the other try is aborted; a
 * failure counts only when no other try is left.
 */
export function hedged<T>(
  once: TryOnce<T>,
  { clock, afterMs, mayHedge, failed }: HedgeOptions<T>,
): TryOnce<T> {
  return (call, times, signal) =>
    new Promise((resolve, reject) => {
      const running = new Set<AbortController>()
      const start = () => {
        const own = new AbortController()
        running.add(own)
        const end = (good: boolean, settle: () => void) => {
          running.delete(own)
          if (!good && running.size > 0) return
          takeBack()
          settle()
          for (const other of running) other.abort(beaten)
        }
        once(call, times, signal ? AbortSignal.any([signal, own.signal]) : own.signal).then(
          (answer) => end(!failed(answer), () => resolve(answer)),
          (error: unknown) => end(false, () => reject(error)),
        )
      }
      const takeBack = clock.after(afterMs, () => {
        if (running.size > 0 && clock.now() < times.until && mayHedge()) start()
      })
      start()
    })
}
