import { check } from '@nowait/chassis/events/torture/check'
import { type BenchContext, compare } from '../row.ts'
import { readOn } from './read-on.ts'
import { type LogSystems, peerNames, running, shown } from './systems.ts'
import { writeThings } from './write-things.ts'

/** Whether every event arrives once and in order, under writers that get into each other's way. */
export async function arriving({ place, quick, rounds, tell }: BenchContext, systems: LogSystems) {
  const counted = new Map<keyof LogSystems, { events: number; lost: number; reordered: number }>()
  const shares = new Map<keyof LogSystems, number[]>()
  const times = quick ? 1 : rounds
  for (let round = 1; round <= times; round++) {
    for (const name of ['ours', ...peerNames] as const) {
      tell(`who loses events, round ${round} of ${times}: ${name}`)
      const system = systems[name]
      const { events, lost, reordered, repeated } = await running(system, place, async () => {
        const reader = readOn(system, place.database.sql)
        const written = await writeThings(place.database, system, {
          forMs: quick ? 2_000 : 4_000,
          seed: round,
        })
        const events = [...written.values()].reduce((sum, each) => sum + each, 0)
        const read = await reader.stop(events)
        return { events, ...check(written, read) }
      })
      const before = counted.get(name) ?? { events: 0, lost: 0, reordered: 0 }
      counted.set(name, {
        events: before.events + events,
        lost: before.lost + lost,
        reordered: before.reordered + reordered,
      })
      shares.set(name, [...(shares.get(name) ?? []), 1 - (lost + reordered + repeated) / events])
    }
  }
  const said = (name: keyof LogSystems) => {
    const { events, lost, reordered } = counted.get(name)!
    return `${name}: of ${events} events ${lost} lost, ${reordered} reordered`
  }
  const common = { name: 'arrives once and in order', unit: 'share', better: 'more' } as const
  const ours = shares.get('ours')!
  return [
    compare({
      ...common,
      ours,
      peer: { name: 'all of them', values: ours.map(() => 1) },
      floor: 1,
      stretch: 1,
      note: said('ours'),
    }),
    ...peerNames.map((name) =>
      compare({ ...common, ours, peer: { name, values: shares.get(name)! }, ...shown, note: said(name) }),
    ),
  ]
}
