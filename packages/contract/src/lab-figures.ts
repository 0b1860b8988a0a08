import type { LabLane, LabLaneResult, LabPhase, LabSeen } from './lab.ts'

/** A request of a run, in ms since its load began. */
export interface LabAnswer {
  askedMs: number
  answeredMs: number
  /** Carried out; otherwise the client was told that it was not. */
  ok: boolean
  /** When its effect outside happened; undefined while it has not. */
  effectMs: number | undefined
}

/** What is shown of a moment is what was answered in so many ms before it: the seed's servers answer in bursts of a second. */
const windowMs = 2_000

/** When the fault begins and ends in a load of so many seconds: the half in the middle. */
export const faultTimes = (seconds: number) => ({ faultFromMs: seconds * 250, faultToMs: seconds * 750 })

export function phaseAt(atMs: number, seconds: number): LabPhase {
  const { faultFromMs, faultToMs } = faultTimes(seconds)
  if (atMs < faultFromMs) return 'before'
  return atMs < faultToMs ? 'fault' : 'after'
}

/** One of the two as it is seen at a moment. */
export function laneAt(answers: readonly LabAnswer[], atMs: number): LabLane {
  const known = answers.filter(({ answeredMs }) => answeredMs <= atMs)
  const kept = known.filter(({ ok }) => ok)
  return {
    ...seen(kept, Math.max(0, atMs - windowMs), atMs),
    answered: kept.length,
    failed: known.length - kept.length,
    pending: kept.filter(({ effectMs }) => effectMs === undefined || effectMs > atMs).length,
  }
}

/** One of the two when all is over. `mostPending` is what was seen on the way. */
export function laneResult(
  answers: readonly LabAnswer[],
  { seconds, mostPending }: { seconds: number; mostPending: number },
): LabLaneResult {
  const { faultFromMs, faultToMs } = faultTimes(seconds)
  const kept = answers.filter(({ ok }) => ok)
  const measured = (fromMs: number, toMs: number) => {
    const known = answers.filter(({ answeredMs }) => answeredMs > fromMs && answeredMs <= toMs)
    const answered = known.filter(({ ok }) => ok)
    return {
      ...seen(answered, fromMs, toMs),
      answered: answered.length,
      failed: known.length - answered.length,
    }
  }
  const missing = kept.filter(({ effectMs }) => effectMs === undefined).length
  const lastEffectMs = Math.max(0, ...kept.map(({ effectMs = 0 }) => effectMs))
  const lastAnswerMs = Math.max(0, ...kept.map(({ answeredMs }) => answeredMs))
  return {
    before: measured(0, faultFromMs),
    fault: measured(faultFromMs, faultToMs),
    after: measured(faultToMs, seconds * 1_000),
    mostPending,
    effectsMs: missing > 0 ? null : Math.max(0, lastEffectMs - lastAnswerMs),
    missing,
  }
}

function seen(answers: readonly LabAnswer[], fromMs: number, toMs: number): LabSeen {
  const times = answers
    .filter(({ answeredMs }) => answeredMs > fromMs && answeredMs <= toMs)
    .map(({ askedMs, answeredMs }) => answeredMs - askedMs)
    .toSorted((a, b) => a - b)
  return {
    tps: toMs > fromMs ? (times.length * 1_000) / (toMs - fromMs) : 0,
    p50Ms: nearestRank(times, 0.5),
    p99Ms: nearestRank(times, 0.99),
  }
}

// Of sorted values, the one that this share of them does not exceed.
const nearestRank = (sorted: number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
