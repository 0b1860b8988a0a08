import type { Sql } from '../session.ts'
import type { Job } from './claim.ts'
import { extend } from './finish.ts'
import type { Queue } from './queue.ts'

/** A job that this process has claimed. */
export interface Held {
  job: Job
  queue: Queue
  /** Aborted when the handler has to end: its reason says why. */
  abort: AbortController
  /** Somebody else may have it: nothing is to be written any more. */
  lost: boolean
  /** Monotonic ms at which it was ours for certain. */
  provenAt: number
  /** Monotonic ms; undefined before its handler is called. */
  startedAt?: number
  /** Its end is being written, which needs no longer lease. */
  ending: boolean
}

/** The jobs of this process: keeps their leases and ends handlers that lost theirs or take too long. */
export interface HeldJobs {
  add(job: Job, queue: Queue, provenAt: number): Held
  remove(held: Held): void
  stop(): void
}

export function holdJobs(sql: Sql, shortestLeaseMs: number, onError: (error: unknown) => void): HeldJobs {
  const all = new Map<number, Held>()
  let extending = false

  function lose(held: Held, why: string): void {
    held.lost = true
    held.abort.abort(new Error(`Job ${held.job.id} of ${held.job.queue} ${why}`))
  }

  function beat(): void {
    const now = performance.now()
    for (const held of all.values()) {
      const { leaseMs, limitMs } = held.queue
      // At two thirds, so that the handler is at rest before another process may begin. Never by the time of day.
      if (now - held.provenAt > (leaseMs * 2) / 3) lose(held, 'could not be held')
      else if (held.startedAt !== undefined && now - held.startedAt > limitMs)
        held.abort.abort(new Error(`The handler took longer than ${limitMs} ms`))
    }
    if (!extending) void extendDue(now)
  }

  async function extendDue(now: number): Promise<void> {
    const due = [...all.values()].filter(
      ({ ending, lost, provenAt, queue }) => !ending && !lost && now - provenAt > queue.leaseMs / 3,
    )
    if (due.length === 0) return
    extending = true
    try {
      const claims = due.map(({ job, queue }) => ({ ...job, leaseMs: queue.leaseMs }))
      const ours = await extend(sql, claims)
      for (const held of due) {
        if (ours.has(held.job.id)) held.provenAt = now
        else if (!held.ending) lose(held, 'was taken over by another process')
      }
    } catch (error) {
      onError(error)
    } finally {
      extending = false
    }
  }

  const beating = setInterval(beat, shortestLeaseMs / 6)
  return {
    add(job, queue, provenAt) {
      const held = { job, queue, provenAt, abort: new AbortController(), lost: false, ending: false }
      // Our own lease was over and we were the one to claim it again.
      const former = all.get(job.id)
      if (former) lose(former, 'was claimed again')
      all.set(job.id, held)
      return held
    },
    remove(held) {
      // By then the same job may have been claimed again.
      if (all.get(held.job.id) === held) all.delete(held.job.id)
    },
    stop: () => clearInterval(beating),
  }
}
