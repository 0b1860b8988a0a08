import { setTimeout as pause } from 'node:timers/promises'

/**
 * Repeats a check until it neither throws nor gives false, and hands on what it gave. At the deadline the last failure
 * is thrown.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { withinMs = 10_000 }: { withinMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      const value = await check()
      if (value !== false) return value
      if (performance.now() >= deadline) throw new Error(`Not true within ${withinMs} ms: ${check}`)
    } catch (error) {
      if (performance.now() >= deadline) throw error
    }
    await pause(10)
  }
}
