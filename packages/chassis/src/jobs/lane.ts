import type { Job } from './claim.ts'
import type { Held, HeldJobs } from './held.ts'
import type { Queue } from './queue.ts'
import { type JobOutcome, Stopping, type Work } from './work.ts'

/** So much work, in ms, a process claims ahead of its free places, and no more than so many jobs. */
const ahead = { ms: 20, jobs: 500 }

/** The jobs of one queue in this process: those whose handlers run, and a few that wait for a place. */
export interface Lane {
  /** How many more it can take. */
  room(): number
  take(jobs: Job[], provenAt: number): void
  /** Releases what waits, gives the running handlers so many ms, aborts and releases what is left. */
  stop(graceMs: number): Promise<void>
}

export function createLane({
  queue,
  held,
  work,
  onRoom,
  onEnd,
}: {
  queue: Queue
  held: HeldJobs
  work: Work
  /** A place is free. */
  onRoom(): void
  onEnd(job: Job, outcome: JobOutcome): void
}): Lane {
  const waiting: Held[] = []
  const running = new Set<Held>()
  const unfinished = new Set<Promise<void>>()
  let averageMs = Number.POSITIVE_INFINITY

  const target = () => Math.min(ahead.jobs, Math.floor((queue.concurrency * ahead.ms) / averageMs))

  function start(mine: Held): void {
    running.add(mine)
    mine.startedAt = performance.now()
    const end = run(mine).finally(() => unfinished.delete(end))
    unfinished.add(end)
  }

  async function run(mine: Held): Promise<void> {
    const outcome = await work(mine, () => free(mine))
    held.remove(mine)
    onEnd(mine.job, outcome)
  }

  function free(mine: Held): void {
    if (!running.delete(mine)) return
    const ms = performance.now() - mine.startedAt!
    averageMs = Number.isFinite(averageMs) ? averageMs * 0.9 + ms * 0.1 : ms
    fill()
    onRoom()
  }

  function fill(): void {
    while (running.size < queue.concurrency && waiting.length > 0) start(waiting.shift()!)
  }

  return {
    room() {
      // Those whose end is being written take no place, unless the database cannot keep up.
      if (unfinished.size > ahead.jobs * 2 || waiting.length > target() / 2) return 0
      return Math.max(0, queue.concurrency + target() - running.size - waiting.length)
    },
    take(jobs, provenAt) {
      for (const job of jobs) waiting.push(held.add(job, queue, provenAt))
      fill()
    },
    async stop(graceMs) {
      const released = waiting.splice(0)
      for (const mine of released) {
        mine.abort.abort(new Stopping('The process stops'))
        start(mine)
      }
      const timer = setTimeout(() => {
        for (const mine of running) mine.abort.abort(new Stopping('The process stops'))
      }, graceMs)
      await Promise.all(unfinished)
      clearTimeout(timer)
    },
  }
}
