import { rateOf } from '../callers.ts'
import { insertOrder } from '../order.ts'
import { callers } from '../place.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, compare } from '../row.ts'
import { type PeerName, withSystems } from '../systems/open-systems.ts'
import type { JobSystem } from '../systems/system.ts'

const peers: PeerName[] = ['graphile-worker', 'pg-boss']

/** What it costs an order to defer something in its own transaction. */
export const orderJob: Bench = ({ place, quick, rounds, tell }) =>
  withSystems(place, peers, async (ours, others) => {
    const { database } = place
    const measure = (system?: JobSystem) => async () => {
      await database.sql`truncate orders`
      await system?.clear()
      return rateOf(callers, quick ? 1_500 : 4_000, () =>
        database.transaction(async (tx) => {
          const job = await insertOrder(tx)
          await system?.enqueue(tx, job)
        }),
      )
    }
    const measures = {
      alone: measure(),
      ours: measure(ours),
      ...Object.fromEntries([...others].map(([name, system]) => [name, measure(system)])),
    } as Record<'alone' | 'ours' | PeerName, () => Promise<number>>
    const values = await inTurn(measures, { rounds, tell })

    const common = {
      name: 'order + job in one transaction',
      unit: 'orders/s',
      better: 'more',
      ours: values.ours,
    } as const
    const alone = { name: 'the order alone', values: values.alone }
    return [
      compare({ ...common, peer: alone, floor: 0.55, stretch: 0.7 }),
      ...[...others.keys()].map((name) =>
        compare({ ...common, peer: { name, values: values[name] }, floor: 2.5, stretch: 4 }),
      ),
    ]
  })
