import type { Mode } from '@nowait/chassis/dispatch/integration'
import { randomFrom } from '@nowait/chassis/events/torture/random'
import { isDurable, killPoints, needsBroker, otherPoints, type Point } from './points.ts'

export interface PlannedRow {
  mode: Mode
  point: Point
  /** How often it happens. */
  times: number
  seed: number
}

export interface Plan {
  rows: PlannedRow[]
  skipped: Array<{ mode: Mode; skipped: string }>
}

const modes: Mode[] = ['inline', 'thread', 'database', 'messaging', 'database-messaging']
/** Below so many kills the faults beside them are sampled too. */
const everything = 60

/**
 * Shares the kills out: a third to each durable mode, the rest to the others; within a mode evenly over its points, in
 * an order that the seed chooses when there are fewer kills than points.
 */
export function makePlan(options: { kills: number; seed: number; noBroker?: string }): Plan {
  const { kills, seed, noBroker } = options
  const random = randomFrom(seed)
  const plan: Plan = { rows: [], skipped: [] }
  for (const mode of modes) {
    const share = Math.ceil(kills / (isDurable(mode) ? 3 : 9))
    // Drawn also for a mode that is skipped: the others then do the same with and without a broker.
    const points = [
      ...spread(killPoints[mode], share, random),
      ...(isDurable(mode) ? others(kills, random) : []),
    ]
    const rows = points.map((each) => ({ mode, ...each, seed: Math.floor(random() * 2 ** 31) }))
    if (needsBroker(mode) && noBroker) plan.skipped.push({ mode, skipped: noBroker })
    else plan.rows.push(...rows)
  }
  return plan
}

function spread(points: Point[], share: number, random: () => number) {
  const chosen = shuffled(points, random).slice(0, share)
  const ordered = points.filter((point) => chosen.includes(point))
  return ordered.map((point, i) => ({
    point,
    times: Math.floor(share / ordered.length) + (i < share % ordered.length ? 1 : 0),
  }))
}

function others(kills: number, random: () => number) {
  const [asleep, restarts] = [
    otherPoints.filter(({ fault }) => fault.kind === 'sleep'),
    otherPoints.filter(({ fault }) => fault.kind !== 'sleep'),
  ].map((points) => shuffled(points, random))
  if (kills < everything) return [asleep![0]!, restarts![0]!].map((point) => ({ point, times: 1 }))
  return otherPoints.map((point) => ({ point, times: 2 }))
}

function shuffled<T>(list: T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
