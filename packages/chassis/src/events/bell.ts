/** Wakes the one who waits. A ring while nobody waits is kept for the next wait. */
export interface Bell {
  ring(): void
  /** Waits for a ring, at most `limitMs`; true when it rang. */
  wait(limitMs: number): Promise<boolean>
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(limitMs) {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>()
        const timer = setTimeout(resolve, limitMs)
        wake = resolve
        await promise
        clearTimeout(timer)
        wake = undefined
      }
      const heard = rung
      rung = false
      return heard
    },
  }
}
