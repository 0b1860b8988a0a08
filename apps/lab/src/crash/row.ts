import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@nowait/chassis/database'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import { operatorState } from '@nowait/chassis/dispatch/operator-state'
import { randomFrom } from '@nowait/chassis/events/torture/random'
import { eventually } from '@nowait/chassis/testing/eventually'
import type { Bug } from './bugs.ts'
import { strike } from './faults.ts'
import { type Fleet, startFleet } from './fleet.ts'
import { judge, type Judgement } from './judge.ts'
import { isDurable, type Point } from './points.ts'
import { countJobs, countUndone, countWithoutEffect, readFound, readUsualMs, tookEffect } from './read.ts'
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

/** What has not moved for so long will not, ms: the second is longer than any recovery. */
const stillMs = { memory: 2_000, planted: 7_000 }
/** What is given to finish everything after the last fault, ms: on a busy machine standing still is no proof. */
const limitMs = 90_000
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

/** Waits until everything is done, or nothing can come any more. */
async function comeToRest({ mode, bug }: RowOptions, fleet: Fleet, { owner }: RowDatabase): Promise<void> {
  await fleet.rest()
  if (isDurable(mode)) {
    const patienceMs = bug ? stillMs.planted : limitMs
    await untilStill(() => countUndone(owner), patienceMs)
    return
  }
  if (mode === 'messaging') await afterMarks(fleet, owner)
  else await untilStill(() => countWithoutEffect(owner), stillMs.memory)
  await fleet.stop()
}

/** What was handed over to the broker has arrived with what was sent behind it; then it is worked off. */
async function afterMarks(fleet: Fleet, owner: Database): Promise<void> {
  const before = new Set(fleet.acknowledged)
  await fleet.mark()
  const marks = [...fleet.acknowledged].filter((id) => !before.has(id))
  await eventually(() => tookEffect(owner, marks), { withinMs: limitMs }).catch(() => {})
  await untilStill(() => countJobs(owner), limitMs)
}

async function untilStill(count: () => Promise<number>, patienceMs: number): Promise<void> {
  const limit = performance.now() + limitMs
  let last = -1
  let movedAt = performance.now()
  while (performance.now() < limit && performance.now() - movedAt <= patienceMs) {
    const now = await count()
    if (now === 0) return
    if (now !== last) movedAt = performance.now()
    last = now
    await pause(50)
  }
}

/** Processes that are there no more and had not said that they stop are counted as an operator sees them. */
async function countLost({ lab }: RowDatabase): Promise<number> {
  const { processes } = await operatorState(lab.sql, { silentMs: 0 })
  return processes.reduce((sum, { integrations }) => sum + (integrations.deliver?.lost ?? 0), 0)
}
