import { check, flawless } from '@nowait/chassis/events/torture/check'
import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlace, type Place } from '../place.ts'
import type { LogSystem } from './log-system.ts'
import { openOurs } from './ours.ts'
import { advisoryLock, naive, xid8 } from './peers.ts'
import { readOn } from './read-on.ts'

let place: Place
beforeAll(async () => {
  place = await openPlace()
}, 60_000)
afterAll(() => place.stop())

const systems: Record<string, (place: Place) => LogSystem> = {
  ours: openOurs,
  naive: () => naive,
  xid8: () => xid8,
  'advisory lock': () => advisoryLock,
}

// Otherwise a ratio would compare what is not the same.
test.for(Object.keys(systems))(
  'with one writer after the other %s loses and swaps nothing, and has nothing of what was rolled back',
  async (name) => {
    const system = systems[name]!(place)
    await system.clear(place.database.sql)
    const running = system.run?.()
    const write = (version: number, failure?: Error) =>
      place.database.transaction(async (tx) => {
        await system.append(tx, { aggregate: 'one', version })
        if (failure) throw failure
      })
    for (let version = 1; version <= 20; version++) await write(version)
    await expect(write(21, new Error('no'))).rejects.toThrow('no')
    await eventually(async () => (await system.read(place.database.sql, undefined)).length === 20)
    const read = await readOn(system, place.database.sql).stop(20)
    expect(check(new Map([['one', 20]]), read)).toEqual(flawless)
    await running?.stop()
  },
)
