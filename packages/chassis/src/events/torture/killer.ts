import { setTimeout as pause } from 'node:timers/promises'
import { startProcess, type ProcessName, type TestProcess } from './start-process.ts'

/** Keeps a number of processes running, each killed at random moments and replaced. */
export function keepKilling({
  name,
  count,
  input,
  random,
}: {
  name: ProcessName
  count: number
  input: object
  random: () => number
}): { kills(): number; spare(): Promise<void>; stop(): Promise<void> } {
  const ending = new AbortController()
  const processes: TestProcess[] = []
  let kills = 0

  async function keep(slot: number): Promise<void> {
    processes[slot] = startProcess(name, input)
    for (;;) {
      const alive = await pause(400 + random() * 1_000, true, { signal: ending.signal }).catch(() => false)
      if (!alive) return
      await processes[slot].kill()
      kills++
      processes[slot] = startProcess(name, input)
    }
  }

  const keeping = Promise.all(Array.from({ length: count }, (_, slot) => keep(slot)))
  return {
    kills: () => kills,
    /** No more kills; those that run now may finish. */
    async spare() {
      ending.abort()
      await keeping
    },
    async stop() {
      ending.abort()
      await keeping
      await Promise.all(processes.map((each) => each.kill()))
    },
  }
}
