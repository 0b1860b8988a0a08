import type { Clock } from '../clock.ts'
import type { BulkheadPlan } from './plan.ts'

export interface Bulkhead {
  hasPlace(): boolean
  /** Takes a place when one is free. */
  tryEnter(): boolean
  /** Waits for a place, first come first served, at most `maxMs`. Throws what `busy` makes, or the signal's reason. */
  enter(maxMs: number, signal?: AbortSignal): Promise<void>
  /** Gives the place to who waits longest. */
  leave(): void
  state(): BulkheadState
}

export interface BulkheadState {
  limit: number
  running: number
  queue: number
  waiting: number
  refused: number
}

interface Waiter {
  come(): void
  go(error: unknown): void
}

/** So many calls at once and a short queue: a slow upstream can hold no more of this process than its share. */
export function createBulkhead(plan: BulkheadPlan, clock: Clock, busy: () => Error): Bulkhead {
  const { limit, queue = 0, maxWaitMs = 100 } = plan
  const waiting = new Set<Waiter>()
  let running = 0
  let refused = 0

  const tryEnter = () => {
    if (running >= limit) return false
    running += 1
    return true
  }

  const wait = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const end = () => {
        waiting.delete(waiter)
        takeBack()
        signal?.removeEventListener('abort', onAbort)
      }
      const waiter: Waiter = {
        come: () => (end(), resolve()),
        go: (error) => (end(), reject(error)),
      }
      const onAbort = () => waiter.go(signal?.reason)
      const takeBack = clock.after(ms, () => {
        refused += 1
        waiter.go(busy())
      })
      signal?.addEventListener('abort', onAbort, { once: true })
      waiting.add(waiter)
    })

  return {
    hasPlace: () => running < limit,
    tryEnter,
    async enter(maxMs, signal) {
      if (signal?.aborted) throw signal.reason
      if (tryEnter()) return
      if (waiting.size >= queue) {
        refused += 1
        throw busy()
      }
      await wait(Math.min(maxWaitMs, maxMs), signal)
    },
    leave() {
      const [next] = waiting
      if (next) next.come()
      else running -= 1
    },
    state: () => ({ limit, running, queue, waiting: waiting.size, refused }),
  }
}
