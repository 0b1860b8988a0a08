import type { Mode } from '@nowait/chassis/dispatch/integration'
import { operatorState } from '@nowait/chassis/dispatch/operator-state'
import { randomFrom } from '@nowait/chassis/events/torture/random'
import type { Bug } from './bugs.ts'
import { strike } from './faults.ts'
import { startFleet } from './fleet.ts'
import { judge, type Judgement } from './judge.ts'
import { isDurable, type Point } from './points.ts'
import { readFound, readUsualMs } from './read.ts'
import { comeToRest } from './rest.ts'
import { type RecoveryMs, summarize } from './recovery.ts'
import type { RowDatabase, Site } from './site.ts'

export interface Row extends Judgement {
  mode: Mode
  point: string
  kills: number
  recoveryMs: RecoveryMs
  /** From the fact to its effect, in the middle of all operations. */
  usualMs: number | null
  /** Where memory may lose: how much the processes say they have lost, as an operator sees it. */
  counted?: number
}

export interface RowOptions {
  site: Site
  mode: Mode
  point: Point
  times: number
  seed: number
  bug?: Bug
  onKill?: (kills: number) => void
}

const graceMs = 20_000

/** Runs the processes of a mode under load, lets one kind of fault happen to them, and judges what came of it; `recoveries` in ms. */
export async function runRow(options: RowOptions): Promise<{ row: Row; recoveries: number[] }> {
  const { site, mode, point, times, seed, bug, onKill = () => {} } = options
  const random = randomFrom(seed)
  const database = await site.openRow()
  const stopsAtOnce = point.fault.kind === 'hold' && point.fault.how === 'stop'
  const fleet = await startFleet({ ...site, mode, database, random, bug, graceMs: stopsAtOnce ? 0 : graceMs })
  const recoveries: number[] = []
  const on = { mode, fleet, database, site, random, planted: bug !== undefined }
  try {
    for (let kills = 1; kills <= times; kills++) {
      recoveries.push(...(await strike(point.fault, on)))
      onKill(kills)
    }
    await comeToRest(options, fleet, database)
    const counted = isDurable(mode) || mode === 'inline' ? undefined : await countLost(database)
    const found = await readFound(database.owner, fleet.acknowledged)
    const usualMs = await readUsualMs(database.owner)
    const judgement = judge(found, { durable: isDurable(mode) })
    const recoveryMs = summarize(recoveries)
    const named = { mode, point: point.name, kills: times }
    return { row: { ...named, ...judgement, recoveryMs, usualMs, counted }, recoveries }
  } finally {
    await fleet.end()
    await database.drop()
  }
}

/** Processes that are there no more and had not said that they stop are counted as an operator sees them. */
async function countLost({ lab }: RowDatabase): Promise<number> {
  const { processes } = await operatorState(lab.sql, { silentMs: 0 })
  return processes.reduce((sum, { integrations }) => sum + (integrations.deliver?.lost ?? 0), 0)
}
