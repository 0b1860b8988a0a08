import { openDatabase } from '@nowait/chassis/database'
import { setTimeout as pause } from 'node:timers/promises'
import { sharedMs } from '../clock.ts'
import { insertOrder } from '../order.ts'
import { paced } from '../paced.ts'
import type { Place } from '../place.ts'
import { type BenchContext, compare } from '../row.ts'
import type { LogSystem } from './log-system.ts'
import { readOn } from './read-on.ts'
import { type LogSystems, peerNames, running, shown } from './systems.ts'

const perSecond = 100
const heldMs = 2_000

/** How long an event waits at most while somebody has a write transaction open that has nothing to do with it. */
export async function waiting({ place, tell }: BenchContext, systems: LogSystems) {
  const elsewhere = openDatabase({ url: place.url, name: 'elsewhere', max: 2 })
  const waits = {} as Record<keyof LogSystems, number>
  try {
    for (const name of ['ours', ...peerNames] as const) {
      tell(`a write transaction is open elsewhere: ${name}`)
      waits[name] = await running(systems[name], place, () => longestWait(place, systems[name], elsewhere))
    }
  } finally {
    await elsewhere.close()
  }
  return peerNames.map((name) =>
    compare({
      name: 'longest wait, a transaction open',
      unit: 'ms',
      better: 'less',
      ours: [waits.ours],
      peer: { name, values: [waits[name]] },
      ...(name === 'xid8 reader' ? { floor: 4, stretch: 20 } : shown),
      note: `${perSecond} events a second; a write transaction elsewhere stays open for ${heldMs / 1_000} s`,
    }),
  )
}

async function longestWait(
  { database }: Place,
  system: LogSystem,
  elsewhere: Place['database'],
): Promise<number> {
  const committed = new Map<string, number>()
  const reader = readOn(system, database.sql)
  const write = async () => {
    const { orderId } = await database.transaction(async (tx) => {
      const order = await insertOrder(tx)
      await system.append(tx, { aggregate: order.orderId, version: 1 })
      return order
    })
    committed.set(orderId, sharedMs())
  }
  await Promise.all([
    paced(perSecond, heldMs + 1_000, write),
    pause(500).then(() =>
      elsewhere.transaction(async (tx) => {
        await tx`insert into unrelated values (1)`
        await tx`select pg_sleep(${heldMs / 1_000})`
      }),
    ),
  ])
  const read = await reader.stop(committed.size)
  // A reader may be told before whoever waits for the commit.
  return Math.max(...read.map(({ aggregate, at }) => Math.max(0, at - (committed.get(aggregate) ?? at))))
}
