import { once } from 'node:events'
import { startNode } from '../../measure/children.ts'
import { type FrontDoor, startFrontDoor } from '../order-page/front-door.ts'
import { askAgainAndAgain, getRequest } from '../order-page/load.ts'
import { orderId } from '../order-page/parts.ts'
import type { Place } from '../place.ts'
import { explained } from '../profile.ts'
import { inTurn } from '../rounds.ts'
import { type BenchContext, compare, type Curve } from '../row.ts'
import { percentile, spreadOf } from '../statistics.ts'
import { said } from './said.ts'

const counts = [1, 2, 4]
const connections = 64
const members = 16

interface Point {
  /** Order pages a second. */
  rate: number
  /** Of one of them, ms. */
  p99: number
}

/** What becomes of the order page as more processes of the front door share the browsers, on one database. */
export async function asFrontDoorsGrow({ place, quick, rounds, tell }: BenchContext) {
  return withFrontDoors(place, counts.at(-1)!, async (doors) => {
    const forMs = quick ? 1_000 : 2_000
    const measures = counts.map((count) => {
      const first = doors.slice(0, count)
      return [String(count), () => asked(first, forMs)] as const
    })
    const values = await inTurn<string, Point>(Object.fromEntries(measures), {
      rounds,
      tell: (text) => tell(`front doors, ${text}`),
    })
    const round = () => asked(doors, forMs)
    const server = doors[0]!.channel
    return explained(rowsOf(values), { tell, of: `one of ${doors.length} front doors`, server, round })
  })
}

function rowsOf(values: Record<string, Point[]>) {
  const row = (
    which: keyof Point,
    about: { name: string; unit: string; better: 'more' | 'less'; floor: number; stretch: number },
  ) => {
    const at = (count: number) => values[count]!.map((point) => point[which])
    const curve: Curve = {
      of: 'front doors',
      points: counts.map((count) => ({ at: count, value: spreadOf(at(count)).median })),
    }
    const peer = { name: 'one front door', values: at(counts[0]!) }
    return compare({ ...about, ours: at(counts.at(-1)!), peer, curve, note: said(curve) })
  }
  return [
    row('rate', {
      name: 'order pages as front doors grow',
      unit: 'pages/s',
      better: 'more',
      floor: 0.7,
      stretch: 1,
    }),
    row('p99', {
      name: 'its p99 as front doors grow',
      unit: `ms at ${connections} connections`,
      better: 'less',
      floor: 0.4,
      stretch: 1,
    }),
  ]
}

/** The services behind the page as one process, and so many front doors that know the same members. */
async function withFrontDoors<T>(
  { url }: Place,
  count: number,
  run: (doors: FrontDoor[]) => Promise<T>,
): Promise<T> {
  process.setMaxListeners(30)
  const services = startNode('apps/lab/src/bench/order-page/upstream-process.ts', {})
  const doors: FrontDoor[] = []
  try {
    const [ports] = (await once(services.channel, 'message')) as [number[]]
    const urls = ports.map((port) => `http://127.0.0.1:${port}`) as [string, string, string]
    for (let n = 0; n < count; n++)
      doors.push(await startFrontDoor(url.replace(/\?.*/, ''), urls, n === 0 ? members : 0))
    return await run(doors)
  } finally {
    for (const door of doors) await door.stop()
    await services.stop()
  }
}

async function asked(doors: FrontDoor[], forMs: number): Promise<Point> {
  const requests = doors[0]!.cookies.map((cookie) =>
    getRequest(`/api/pages/order/${orderId}`, { accept: 'application/json', cookie }),
  )
  const all = await Promise.all(
    doors.map(({ port }) =>
      askAgainAndAgain({
        port,
        request: (connection) => requests[connection % requests.length]!,
        connections: connections / doors.length,
        forMs,
      }),
    ),
  )
  const failures = all.reduce((sum, each) => sum + each.failures, 0)
  if (failures > 0) throw new Error(`${failures} pages failed at ${doors.length} front doors`)
  return {
    rate: all.reduce((sum, { perSecond }) => sum + perSecond, 0),
    p99: percentile(
      all.flatMap(({ times }) => times),
      0.99,
    ),
  }
}
