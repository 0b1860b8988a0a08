const slots = 10

export interface Samples {
  calls: number
  failures: number
  /** Of the failures: calls that were answered, but too late to be of use. */
  slow: number
}

export interface SampleWindow {
  add(now: number, sample: { failed: boolean; slow: boolean }): void
  /** What the last window holds. */
  read(now: number): Samples
  clear(): void
}

/** Counts the calls of the last `windowMs` in ten slots: old ones fall out a tenth at a time, in memory that does not grow. */
export function createSampleWindow(windowMs: number): SampleWindow {
  const slotMs = windowMs / slots
  const calls = new Uint32Array(slots)
  const failures = new Uint32Array(slots)
  const slow = new Uint32Array(slots)
  const total: Samples = { calls: 0, failures: 0, slow: 0 }
  let current = 0

  const empty = (slot: number) => {
    total.calls -= calls[slot]!
    total.failures -= failures[slot]!
    total.slow -= slow[slot]!
    calls[slot] = failures[slot] = slow[slot] = 0
  }
  const moveTo = (now: number) => {
    const target = Math.floor(now / slotMs)
    const steps = Math.min(slots, target - current)
    for (let step = 1; step <= steps; step++) empty((target - steps + step) % slots)
    current = target
  }

  return {
    add(now, sample) {
      moveTo(now)
      const slot = current % slots
      calls[slot]! += 1
      total.calls += 1
      if (!sample.failed) return
      failures[slot]! += 1
      total.failures += 1
      if (!sample.slow) return
      slow[slot]! += 1
      total.slow += 1
    },
    read(now) {
      moveTo(now)
      return { ...total }
    },
    clear() {
      for (let slot = 0; slot < slots; slot++) empty(slot)
    },
  }
}
