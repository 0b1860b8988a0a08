import { cpuOf } from '../cpu.ts'
import { fill } from '../my-page/fill.ts'
import { type MyPageShop, withShop } from '../my-page/shop.ts'
import { askAgainAndAgain, getRequest, openLine } from '../order-page/load.ts'
import { explained } from '../profile.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, type BenchContext, compare, type Row } from '../row.ts'
import { percentile } from '../statistics.ts'

type Rows = Omit<Row, 'load'>[]
type Way = 'kept' | 'read' | 'unchanged' | 'live' | 'join'

const path = '/api/pages/my'
const connections = 16
const few = 10_000
const leastSamples = 400
const profileMs = 3_000

interface Round {
  cpuUs: number
  times: number[]
}

/**
 * What My Page costs all processes that serve it: as it is served, read from the projection each time, unchanged under its ETag, composed of what the
 * services answer, and by a join where one database could be shared; and whether a hung service or many orders matter.
 */
export const myPage: Bench = (context) =>
  withShop(async (shop) => {
    context.tell(`${few} orders`)
    await fill(shop.owner.sql, shop.members, few)
    const requests = await requestsOf(shop)
    const rows = await costRows(shop, requests, context)
    rows.push(await hungRow(shop, requests, context))
    const many = context.quick ? 100_000 : 1_000_000
    rows.push(await growthRow(shop, requests, context, many))
    const round = () => measure(requests.kept, profileMs)
    return explained(rows, { tell: context.tell, of: 'the front door', server: shop.kept.channel, round })
  })

type Requests = Record<Way, { port: number; pids: number[]; expect: number; bytes: Buffer[] }>

async function requestsOf({ kept, reading, live, joinPort, pids, members }: MyPageShop): Promise<Requests> {
  const accept = 'application/x-ndjson'
  const of = (cookies: string[], more: (n: number) => Record<string, string> = () => ({})) =>
    cookies.map((cookie, n) => getRequest(path, { accept, cookie, ...more(n) }))
  const etags: string[] = []
  for (const cookie of kept.cookies) {
    const answer = await fetch(`http://127.0.0.1:${kept.port}${path}`, { headers: { accept, cookie } })
    if (answer.headers.get('nowait-page') !== 'projection' || !(await answer.text()).includes('20261121-'))
      throw new Error('The page did not come from the projection, or is empty')
    etags.push(answer.headers.get('etag')!)
  }
  const composed = await fetch(`http://127.0.0.1:${live.port}${path}`, {
    headers: { accept, cookie: live.cookies[0]! },
  })
  const text = await composed.text()
  if (!composed.headers.get('nowait-page')?.startsWith('live') || text.includes('unavailable'))
    throw new Error(`The page was not composed live: ${text.slice(0, 500)}`)
  return {
    kept: { port: kept.port, pids: pids.kept, expect: 200, bytes: of(kept.cookies) },
    read: { port: reading.port, pids: pids.reading, expect: 200, bytes: of(reading.cookies) },
    unchanged: {
      port: kept.port,
      pids: pids.kept,
      expect: 304,
      bytes: of(kept.cookies, (n) => ({ 'if-none-match': etags[n]! })),
    },
    live: { port: live.port, pids: pids.live, expect: 200, bytes: of(live.cookies) },
    join: {
      port: joinPort,
      pids: pids.join,
      expect: 200,
      bytes: members.map((member) => getRequest(`/${member}`, {})),
    },
  }
}

async function measure({ port, pids, expect, bytes }: Requests[Way], forMs: number): Promise<Round> {
  const before = cpuOf(pids)
  const request = (connection: number) => bytes[connection % bytes.length]!
  const asked = await askAgainAndAgain({ port, request, connections, forMs, expect, atLeast: leastSamples })
  if (asked.failures > 0)
    throw new Error(`${asked.failures} of ${asked.times.length} answers were not ${expect}`)
  return { cpuUs: (cpuOf(pids) - before) / asked.times.length, times: asked.times }
}

async function costRows(
  _shop: MyPageShop,
  requests: Requests,
  { quick, rounds, tell }: BenchContext,
): Promise<Rows> {
  const forMs = quick ? 1_000 : 2_000
  const measures = Object.fromEntries(
    Object.entries(requests).map(([way, request]) => [way, () => measure(request, forMs)]),
  ) as Record<Way, () => Promise<Round>>
  const values = await inTurn(measures, { rounds, tell })
  const cpu = (way: Way) => values[way].map(({ cpuUs }) => cpuUs)
  const p50 = (way: Way) =>
    Math.round(
      percentile(
        values[way].flatMap(({ times }) => times),
        0.5,
      ),
    )
  const row = (
    name: string,
    ours: Way,
    peer: { name: string; way: Way },
    floor: number | null,
    stretch: number | null,
  ) =>
    compare({
      name: `my page, ${name}`,
      unit: 'us of all server processes a page',
      better: 'less',
      ours: cpu(ours),
      peer: { name: peer.name, values: cpu(peer.way) },
      floor,
      stretch,
      note: `${few} orders; p50 ${p50(ours)} against ${p50(peer.way)} ms at ${connections} connections`,
    })
  const composed = { name: 'composed live', way: 'live' } as const
  const joined = { name: 'one SQL join', way: 'join' } as const
  return [
    row('as served', 'kept', composed, 5, 15),
    row('read each time', 'read', composed, null, null),
    row('unchanged (304)', 'unchanged', composed, 15, 30),
    row('read each time', 'read', joined, null, null),
    row('unchanged (304)', 'unchanged', joined, null, null),
  ]
}

/** p99 of the projection while shipping hangs, against healthy. */
async function hungRow(
  shop: MyPageShop,
  { read }: Requests,
  { quick, rounds, tell }: BenchContext,
): Promise<Rows[number]> {
  const p99 = async () => percentile((await oneByOne(read, quick ? 1_000 : 2_000)).times, 0.99)
  const values = await inTurn(
    {
      hung: async () => {
        shop.hangShipping(true)
        try {
          return await p99()
        } finally {
          shop.hangShipping(false)
        }
      },
      healthy: p99,
    },
    { rounds, tell },
  )
  return compare({
    name: 'my page, p99, shipping hangs',
    unit: 'ms',
    better: 'less',
    ours: values.hung,
    peer: { name: 'all services well', values: values.healthy },
    floor: 1 / 1.2,
    stretch: 1,
  })
}

/** How long a look takes when there are a hundred times as many orders. Before and after: the tables grow in between. */
async function growthRow(
  { owner, members }: MyPageShop,
  { read }: Requests,
  { quick, rounds, tell }: BenchContext,
  many: number,
): Promise<Rows[number]> {
  const p50s = async () => {
    const values: number[] = []
    for (let round = 0; round <= rounds; round++)
      values.push(percentile((await oneByOne(read, quick ? 700 : 2_000)).times, 0.5))
    return values.slice(1)
  }
  tell(`reading at ${few} orders`)
  const before = await p50s()
  tell(`filling up to ${many} orders`)
  await fill(owner.sql, members, many)
  tell(`reading at ${many} orders`)
  const after = await p50s()
  return compare({
    name: `my page at ${many} orders, p50`,
    unit: 'ms',
    better: 'less',
    ours: after,
    peer: { name: `at ${few} orders`, values: before },
    floor: 1 / 1.5,
    stretch: 1 / 1.1,
  })
}

/** One reader after the other: how long one waits on an idle system. */
async function oneByOne({ port, bytes, expect }: Requests[Way], forMs: number): Promise<{ times: number[] }> {
  const line = await openLine(port)
  const times: number[] = []
  const end = performance.now() + forMs
  for (let n = 0; performance.now() < end; n++) {
    const asked = performance.now()
    const { status } = await line.ask(bytes[n % bytes.length]!)
    if (status !== expect) throw new Error(`A look at the page was answered with ${status}`)
    times.push(performance.now() - asked)
  }
  line.close()
  return { times }
}
