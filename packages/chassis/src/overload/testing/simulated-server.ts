import type { FakeClock } from '../../testing/fake-clock.ts'
import type { Admission, Leave, Priority } from '../admission.ts'

export interface Phase {
  forMs: number
  perSecond: number
  /** Parallel work the server can do; what is beyond waits in line. */
  slots: number
  /** How long one piece of work takes, give or take a fifth, ms. */
  workMs: number
  priorities?: Priority[]
}

export interface PhaseResult {
  /** Answered within a second of being let in, per second. */
  goodPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Largest number in the line. */
  longestQueue: number
  admitted: Record<Priority, number>
  limit: number
}

interface Work {
  arrivedAt: number
  leave: Leave
}

/**
 * A server with slots and a line, and callers who come whether it keeps up or not, in fake time: how Netflix's
 * concurrency-limits are tested. The seed makes a run repeatable.
 */
export function simulate(admission: Admission, clock: FakeClock, phases: Phase[], seed = 1): PhaseResult[] {
  const random = seeded(seed)
  const queue: Work[] = []
  const ends: { at: number; work: Work }[] = []
  let nextArrival = clock.now()

  const begin = (work: Work, workMs: number) => {
    const at = clock.now() + workMs * (0.8 + 0.4 * random())
    const index = ends.findIndex((end) => end.at > at)
    ends.splice(index === -1 ? ends.length : index, 0, { at, work })
  }
  const moveTo = (at: number) => clock.jump(at - clock.now())

  return phases.map(({ forMs, perSecond, slots, workMs, priorities = ['browsing'] }) => {
    const until = clock.now() + forMs
    const tookMs: number[] = []
    const before = admission.state().admitted
    let longestQueue = 0
    let arrivals = 0
    while (Math.min(nextArrival, ends[0]?.at ?? Number.POSITIVE_INFINITY) < until) {
      if (ends[0] && ends[0].at <= nextArrival) {
        const { at, work } = ends.shift()!
        moveTo(at)
        tookMs.push(at - work.arrivedAt)
        work.leave()
      } else {
        moveTo(nextArrival)
        nextArrival += (-Math.log(1 - random()) * 1_000) / perSecond
        const leave = admission.enter(priorities[arrivals++ % priorities.length]!)
        if (leave) queue.push({ arrivedAt: clock.now(), leave })
      }
      while (ends.length < slots && queue.length > 0) begin(queue.shift()!, workMs)
      longestQueue = Math.max(longestQueue, queue.length)
    }
    moveTo(until)
    const sorted = tookMs.toSorted((a, b) => a - b)
    const { admitted, limit } = admission.state()
    return {
      goodPerSecond: (sorted.filter((ms) => ms <= 1_000).length * 1_000) / forMs,
      p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
      p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
      longestQueue,
      admitted: {
        critical: admitted.critical - before.critical,
        normal: admitted.normal - before.normal,
        browsing: admitted.browsing - before.browsing,
      },
      limit,
    }
  })
}

/** Numbers between 0 and 1 that come out the same each time (a linear congruential generator, Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}
