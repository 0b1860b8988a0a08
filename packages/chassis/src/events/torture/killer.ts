import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../testing/eventually.ts'
import { startProcess, type ProcessName } from './start-process.ts'

interface Victims {
  name: ProcessName
  count: number
  input: object
  /** Grows while they work: each is killed at work, however slowly the machine starts it. */
  progress: () => Promise<number>
  random: () => number
}

/** Keeps a number of processes running, one of them killed at a random moment, and replaced, again and again. */
export function keepKilling({ name, count, input, progress, random }: Victims) {
  const ending = new AbortController()
  const processes = Array.from({ length: count }, () => startProcess(name, input))
  let kills = 0

  async function killOne(): Promise<void> {
    const before = await progress()
    await eventually(async () => ending.signal.aborted || (await progress()) > before, { withinMs: 60_000 })
    await pause(random() * 200)
    if (ending.signal.aborted) return
    const victim = Math.floor(random() * count)
    await processes[victim]!.kill()
    processes[victim] = startProcess(name, input)
    kills++
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) await killOne()
  }

  const running = run()
  return {
    kills: () => kills,
    /** No more kills: those that run now may finish. */
    async spare() {
      ending.abort()
      await running
    },
    async stop() {
      ending.abort()
      await running
      await Promise.all(processes.map((each) => each.kill()))
    },
  }
}
