import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Clock, systemClock } from '../clock.ts'

export interface LoopWatchOptions {
  /** A p99 above this is late, ms. */
  maxDelayMs?: number
  /** How often it is looked at, ms. */
  everyMs?: number
  /** So many late looks in a row make the process not ready; as many good ones make it ready again. */
  looks?: number
  onChange?: (state: 'up' | 'down', delayMs: number) => void
  clock?: Clock
  /** Delay of the loop since the last look; a test brings its own. */
  measure?: LoopMeasure
}

export interface LoopMeasure {
  /** ms: the p99 since the last time it was asked. */
  read(): number
  stop(): void
}

export interface LoopWatch {
  /** For `ready`: `down` while the event loop is late. */
  state(): 'up' | 'down'
  /** p99 of the last look, ms. */
  delayMs(): number
  stop(): void
}

/** Watches how late the event loop is: a process that cannot keep up should get nothing new for a while. */
export function watchLoop(options: LoopWatchOptions = {}): LoopWatch {
  const { maxDelayMs = 200, everyMs = 500, looks = 2, onChange, clock = systemClock } = options
  const measure = options.measure ?? loopMeasure()
  let state: 'up' | 'down' = 'up'
  let delayMs = 0
  let against = 0
  let dueAt = clock.now() + everyMs
  const look = () => {
    // A turn that is under way when the histogram is emptied is lost to it; that this look itself is late tells of it.
    delayMs = Math.max(measure.read(), clock.now() - dueAt)
    dueAt = clock.now() + everyMs
    against = delayMs > maxDelayMs === (state === 'up') ? against + 1 : 0
    if (against >= looks) {
      state = state === 'up' ? 'down' : 'up'
      against = 0
      onChange?.(state, delayMs)
    }
    takeBack = clock.after(everyMs, look)
  }
  let takeBack = clock.after(everyMs, look)
  return {
    state: () => state,
    delayMs: () => delayMs,
    stop() {
      takeBack()
      measure.stop()
    },
  }
}

/** The loop of this process. */
export function loopMeasure(resolutionMs = 20): LoopMeasure {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  return {
    read() {
      // It measures whole turns of its timer: what is beyond its own resolution is the delay. Nothing measured is 0.
      const ms = histogram.count === 0 ? 0 : histogram.percentile(99) / 1e6 - resolutionMs
      histogram.reset()
      return Math.max(0, ms)
    },
    stop: () => void histogram.disable(),
  }
}
