import { setTimeout as pause } from 'node:timers/promises'
import { rateOf } from '../callers.ts'
import { insertOrder } from '../order.ts'
import { callers, type Place } from '../place.ts'
import { type Bench, type BenchContext, compare, type Curve } from '../row.ts'
import { percentile, spreadOf } from '../statistics.ts'
import { openSystem } from '../systems/open-systems.ts'
import type { JobSystem } from '../systems/system.ts'
import { startWorker, type Worker } from '../worker.ts'

const ordersOfMember = 20

/** What becomes of throughput and latency as orders, members and processes grow: curves, and how their ends compare. */
export const growth: Bench = async (context) => {
  const system = await openSystem('ours', context.place)
  try {
    return [...(await asOrdersGrow(context, system)), ...(await asProcessesGrow(context, system))]
  } finally {
    await system.close()
  }
}

interface Point {
  /** Orders with their job, a second. */
  rate: number
  /** Of one of them, ms. */
  orderP99: number
  /** Of the newest orders of a member, ms. */
  readP50: number
}

async function asOrdersGrow({ place, quick, rounds, tell }: BenchContext, system: JobSystem) {
  const sizes = quick ? [1_000, 10_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000]
  const points = new Map<number, Point[]>(sizes.map((size) => [size, []]))
  const times = quick ? 1 : rounds
  for (let round = 1; round <= times; round++) {
    await place.database.sql`truncate orders`
    let before = 0
    for (const size of sizes) {
      tell(`round ${round} of ${times}: ${size} orders`)
      await fill(place, before, size)
      before = size
      await system.clear()
      points.get(size)!.push(await measure(place, system, { size, forMs: quick ? 1_000 : 3_000 }))
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
  return [
    row('rate', { name: 'order + job as orders grow', unit: 'orders/s', better: 'more' }, 0.5),
    row('orderP99', { name: 'its p99 as orders grow', unit: 'ms', better: 'less' }, 0.3),
    row('readP50', { name: 'orders of one as members grow', unit: 'ms, p50', better: 'less' }, 0.5),
  ]
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

async function asProcessesGrow({ place, quick, rounds, tell }: BenchContext, system: JobSystem) {
  const counts = [1, 2, 4]
  const jobs = quick ? 5_000 : 20_000
  const times = quick ? 1 : rounds
  const rates = new Map<number, number[]>(counts.map((count) => [count, []]))
  for (let round = 1; round <= times; round++) {
    for (const count of counts) {
      tell(`round ${round} of ${times}: jobs of ${count} processes`)
      rates.get(count)!.push(await drained(place, system, { processes: count, jobs }))
    }
  }
  const curve: Curve = {
    of: 'processes',
    points: counts.map((at) => ({ at, value: spreadOf(rates.get(at)!).median })),
  }
  return [
    compare({
      name: 'no-op jobs as processes grow',
      unit: 'jobs/s',
      better: 'more',
      ours: rates.get(4)!,
      peer: { name: 'one process', values: rates.get(1)! },
      floor: 0.5,
      stretch: 1,
      curve,
      note: said(curve),
    }),
  ]
}

/** Jobs a second, from the moment that all of them are there until none is left. */
async function drained(
  place: Place,
  system: JobSystem,
  { processes, jobs }: { processes: number; jobs: number },
): Promise<number> {
  await system.clear()
  const workers: Worker[] = []
  try {
    for (let n = 0; n < processes; n++)
      workers.push(await startWorker({ system: 'ours', url: place.url, hangs: false }))
    await system.fill(jobs)
    const start = performance.now()
    const before = await system.left()
    while ((await system.left()) > 0) await pause(5)
    return (before * 1_000) / (performance.now() - start)
  } finally {
    for (const worker of workers) await worker.kill()
  }
}

const said = ({ of, points }: Curve) =>
  points.map(({ at, value }) => `${at} ${of}: ${value.toPrecision(3)}`).join(', ')
