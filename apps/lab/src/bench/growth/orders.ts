import { rateOf } from '../callers.ts'
import { insertOrder } from '../order.ts'
import { callers, type Place } from '../place.ts'
import { explained } from '../profile.ts'
import { type BenchContext, compare, type Curve } from '../row.ts'
import { percentile, spreadOf } from '../statistics.ts'
import type { JobSystem } from '../systems/system.ts'
import { said } from './said.ts'

const ordersOfMember = 20

interface Point {
  /** Orders with their job, a second. */
  rate: number
  /** Of one of them, ms. */
  orderP99: number
  /** Of the newest orders of a member, ms. */
  readP50: number
}

export async function asOrdersGrow({ place, quick, tell }: BenchContext, system: JobSystem) {
  const sizes = quick ? [1_000, 10_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000]
  const points = new Map<number, Point[]>(sizes.map((size) => [size, []]))
  const times = quick ? 1 : 3
  for (let round = 1; round <= times; round++) {
    await place.database.sql`truncate orders`
    let before = 0
    for (const size of sizes) {
      tell(`round ${round} of ${times}: ${size} orders`)
      await fill(place, before, size)
      before = size
      await system.clear()
      points.get(size)!.push(await measure(place, system, { size, forMs: quick ? 1_000 : 2_000 }))
    }
  }
  const [least, most] = [sizes[0]!, sizes.at(-1)!]
  const row = (
    which: keyof Point,
    about: { name: string; unit: string; better: 'more' | 'less' },
    floor: number,
  ) => {
    const at = (size: number) => points.get(size)!.map((point) => point[which])
    const curve: Curve = {
      of: 'orders',
      points: sizes.map((size) => ({ at: size, value: spreadOf(at(size)).median })),
    }
    const peer = { name: `with ${least}`, values: at(least) }
    return compare({ ...about, ours: at(most), peer, floor, stretch: 0.9, curve, note: said(curve) })
  }
  const rows = [
    row('rate', { name: 'order + job as orders grow', unit: 'orders/s', better: 'more' }, 0.5),
    row('orderP99', { name: 'its p99 as orders grow', unit: 'ms', better: 'less' }, 0.3),
    row('readP50', { name: 'orders of one as members grow', unit: 'ms, p50', better: 'less' }, 0.5),
  ]
  const round = () => measure(place, system, { size: most, forMs: 2_000 })
  return explained(rows, { tell, of: 'the process that orders', round })
}

/** Orders of earlier days, each member's spread over all of them. */
async function fill({ database: { sql } }: Place, from: number, to: number): Promise<void> {
  const members = Math.max(1, Math.floor(to / ordersOfMember))
  await sql`
    insert into orders (id, member_id, status, version, total, points, items, ship_to, history)
    select gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad(to_hex(n % ${members}::int), 12, '0'))::uuid, 'delivered',
      5, 62000, 620, '[{"price": 12000, "quantity": 2}]', '{"name": "김하늘"}', '[]'
    from generate_series(${from}::int, ${to - 1}::int) as n`
  await sql`vacuum analyze orders`
}

async function measure(
  { database }: Place,
  system: JobSystem,
  { size, forMs }: { size: number; forMs: number },
): Promise<Point> {
  const times: number[] = []
  const rate = await rateOf(callers, forMs, async () => {
    const start = performance.now()
    await database.transaction(async (tx) => system.enqueue(tx, await insertOrder(tx)))
    times.push(performance.now() - start)
  })
  const members = Math.max(1, Math.floor(size / ordersOfMember))
  const reads: number[] = []
  for (let n = 0; n < 300; n++) {
    const member = `00000000-0000-7000-8000-${Math.floor(Math.random() * members)
      .toString(16)
      .padStart(12, '0')}`
    const start = performance.now()
    await database.sql`
      select id, status, total, placed_at from orders where member_id = ${member} order by seq desc limit 20`
    reads.push(performance.now() - start)
  }
  return { rate, orderP99: percentile(times, 0.99), readP50: percentile(reads, 0.5) }
}
