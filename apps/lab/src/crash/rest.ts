import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@nowait/chassis/database'
import { eventually } from '@nowait/chassis/testing/eventually'
import type { Fleet } from './fleet.ts'
import { isDurable } from './points.ts'
import { countJobs, countUndone, countWithoutEffect, tookEffect } from './read.ts'
import type { RowOptions } from './row.ts'
import type { RowDatabase } from './site.ts'

/** What has not moved for so long will not, ms: the second is longer than any recovery. */
const stillMs = { memory: 2_000, planted: 7_000 }
/** What is given to finish everything after the last fault, ms: on a busy machine standing still is no proof. */
const limitMs = 90_000

/** Waits until everything is done, or nothing can come any more. */
export async function comeToRest(
  { mode, bug }: RowOptions,
  fleet: Fleet,
  { owner }: RowDatabase,
): Promise<void> {
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
