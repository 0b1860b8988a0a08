import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../clock.ts'

export interface FakeClock extends Clock {
  /** Lets so many ms pass, runs what falls due in its order, and lets promises settle after each. */
  advance(ms: number): Promise<void>
  /** Lets so many ms pass for those who only look at the clock. */
  jump(ms: number): void
  /** Timers that wait. */
  readonly pending: number
}

interface Timer {
  at: number
  run: () => void
}

/** A clock that stands still until a test moves it. */
export function fakeClock(startMs = 1_000): FakeClock {
  let now = startMs
  const timers = new Set<Timer>()
  const nextBefore = (end: number) =>
    [...timers].filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0]
  return {
    now: () => now,
    epoch: () => Date.UTC(2026, 0, 1) + now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async advance(ms) {
      const end = now + ms
      await turn()
      for (let timer = nextBefore(end); timer; timer = nextBefore(end)) {
        timers.delete(timer)
        now = Math.max(now, timer.at)
        timer.run()
        await turn()
      }
      now = end
      await turn()
    },
    jump(ms) {
      now += ms
    },
    get pending() {
      return timers.size
    },
  }
}
