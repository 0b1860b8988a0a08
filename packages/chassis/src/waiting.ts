import { type Clock, systemClock } from './clock.ts'

/** Time that somebody waits for others; once, however many he waits for at the same time. */
export interface Waiting {
  begin(): void
  end(): void
  /** Of what has ended, ms. */
  ms(): number
}

export function createWaiting(clock: Clock = systemClock): Waiting {
  let running = 0
  let since = 0
  let totalMs = 0
  return {
    begin() {
      if (running++ === 0) since = clock.now()
    },
    end() {
      if (--running === 0) totalMs += clock.now() - since
    },
    ms: () => totalMs,
  }
}
