import { setTimeout as sleep } from 'node:timers/promises'

/** Asks `check` every `everyMs` until it gives something truthy; undefined when `limitMs` is over. */
export async function waitUntil<T>(
  check: () => T | undefined | false | Promise<T | undefined | false>,
  { limitMs, everyMs = 25 }: { limitMs: number; everyMs?: number },
): Promise<T | undefined> {
  const end = performance.now() + limitMs
  for (;;) {
    const found = await check()
    if (found) return found
    if (performance.now() >= end) return undefined
    await sleep(everyMs)
  }
}
