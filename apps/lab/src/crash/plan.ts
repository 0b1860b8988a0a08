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

/** What must not lose comes first. */
const modes: Mode[] = ['database', 'database-messaging', 'thread', 'messaging', 'inline']
/** Below so many kills the faults beside them are sampled too. */
const everything = 60

export interface PlanOptions {
  kills: number
  seed: number
  /** Why there is no broker. */
  noBroker?: string
  /** The broker is not ours to restart. */
  fixedBroker?: boolean
}

/**
 * Shares the kills out: a third to each durable mode, the rest to the others; within a mode evenly over its points, in
 * an order that the seed chooses when there are fewer kills than points.
 */
export function makePlan({ kills, seed, noBroker, fixedBroker = false }: PlanOptions): Plan {
  const random = randomFrom(seed)
  const plan: Plan = { rows: [], skipped: [] }
  for (const mode of modes) {
    const share = Math.ceil(kills / (isDurable(mode) ? 3 : 9))
    // Drawn also for a mode that is skipped: the others then do the same with and without a broker.
    const points = [...spread(killPoints[mode], share, random), ...others(mode, kills, random)]
    const rows = points
      .map((each) => ({ mode, ...each, seed: Math.floor(random() * 2 ** 31) }))
      .filter(({ point }) => !fixedBroker || point.fault.kind !== 'kafka')
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

function others(mode: Mode, kills: number, random: () => number) {
  const points = otherPoints[mode]
  if (kills >= everything) return points.map((point) => ({ point, times: 2 }))
  const byKind = Map.groupBy(shuffled(points, random), ({ fault }) => fault.kind)
  return [...byKind.values()].map(([point]) => ({ point: point!, times: 1 }))
}

function shuffled<T>(list: T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
