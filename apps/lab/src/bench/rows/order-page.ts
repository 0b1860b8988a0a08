import { setTimeout as pause } from 'node:timers/promises'
import { cpuOf } from '../cpu.ts'
import {
  type Candidate,
  type CandidateName,
  type Candidates,
  withCandidates,
} from '../order-page/candidates.ts'
import { askAgainAndAgain, openLine } from '../order-page/load.ts'
import { explained } from '../profile.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, type BenchContext, compare, type Row } from '../row.ts'
import { percentile, spreadOf } from '../statistics.ts'

type Goal = { floor: number | null; stretch: number | null }
type Rows = Omit<Row, 'load'>[]

const connections = 64
/** Of all rounds together, so that a p99 says something. */
const leastSamples = 2_000
/** Whoever has more code needs more pages until it is compiled: what is compared is a server that has been up for a while. */
const warmMs = 3_000
const warmPages = 4_000
const profileMs = 3_000
const shown: Goal = { floor: null, stretch: null }

const judged: Partial<Record<CandidateName, Goal>> = {
  'node:http + undici': { floor: 1, stretch: 1.4 },
  'hono + fetch': shown,
  'fastify + undici': shown,
  'express + axios': { floor: 4, stretch: 6 },
  'nginx + lua': { floor: 0.3, stretch: 0.45 },
  'ours, streamed': { floor: 0.8, stretch: 0.9 },
}

interface Round {
  cpuUs: number
  perSecond: number
  times: number[]
}

/** What the order page costs the front door with all that protects it, and what others need who protect nothing. */
export const orderPage: Bench = (context) =>
  withCandidates(context.place, async (candidates) => {
    const rows = [...(await costRows(candidates, context)), ...(await flatRow(candidates, context))]
    const { port, request, channel } = candidates.all.get('ours')!
    const round = () => askAgainAndAgain({ port, request, connections, forMs: profileMs })
    return explained(rows, { tell: context.tell, of: 'the front door', server: channel!, round })
  })

async function costRows({ all }: Candidates, { quick, rounds, tell }: BenchContext): Promise<Rows> {
  const atLeast = Math.ceil(leastSamples / rounds)
  const measures = Object.fromEntries(
    [...all].map(([name, one]) => [name, () => measure(name, one, quick ? 1_000 : 2_000, atLeast)]),
  ) as Record<CandidateName, () => Promise<Round>>
  for (const [name, { port, request }] of all) {
    tell(`warming up ${name}`)
    await askAgainAndAgain({ port, request, connections, forMs: warmMs, atLeast: warmPages })
  }
  const values = await inTurn(measures, { rounds, tell })
  const { ours, ...peers } = values
  return Object.entries(peers).flatMap(([name, theirs]) => [
    compare({
      name: 'order page, processor time',
      unit: 'us a page',
      better: 'less',
      ours: ours.map(({ cpuUs }) => cpuUs),
      peer: { name, values: theirs.map(({ cpuUs }) => cpuUs) },
      ...judged[name as CandidateName]!,
      note: `${rateOf(ours)} pages a second against ${rateOf(theirs)}`,
    }),
    compare({
      name: 'order page, p99',
      unit: 'ms',
      better: 'less',
      ours: ours.map(({ times }) => percentile(times, 0.99)),
      peer: { name, values: theirs.map(({ times }) => percentile(times, 0.99)) },
      ...shown,
      note: `all rounds together ${p99(ours)} against ${p99(theirs)}`,
    }),
  ])
}

async function measure(name: string, candidate: Candidate, forMs: number, atLeast: number): Promise<Round> {
  const { port, pids, request } = candidate
  const before = cpuOf(pids)
  const { times, failures, perSecond } = await askAgainAndAgain({
    port,
    request,
    connections,
    forMs,
    atLeast,
  })
  if (failures > 0) throw new Error(`${name}: ${failures} of ${times.length} pages failed`)
  return { cpuUs: (cpuOf(pids) - before) / times.length, perSecond, times }
}

const rateOf = (all: Round[]) => Math.round(spreadOf(all.map(({ perSecond }) => perSecond)).median)
const p99 = (all: Round[]) => {
  const times = all.flatMap((round) => round.times)
  return `${percentile(times, 0.99).toFixed(1)} ms of ${times.length}`
}

const slowMs = 900
const lines = 10
const everyMs = 200

/** How soon the order is there when the point service is slow: as soon as ever. */
async function flatRow(
  { all, delayPoint }: Candidates,
  { quick, rounds, tell }: BenchContext,
): Promise<Rows> {
  const streamed = all.get('ours, streamed')!
  const at = (ms: number) => async () => {
    delayPoint(ms)
    // Until what was asked of it before is through, and its circuit is closed again.
    await pause(ms === 0 ? 1_500 : 500)
    return firstParts(streamed, quick ? 3_000 : 4_000)
  }
  try {
    const values = await inTurn({ slow: at(slowMs), healthy: at(0) }, { rounds, tell })
    return [
      compare({
        name: 'order part, p50, point at 0.9 s',
        unit: 'ms until the order is there',
        better: 'less',
        ours: values.slow.map((times) => percentile(times, 0.5)),
        peer: { name: 'point at 0 s', values: values.healthy.map((times) => percentile(times, 0.5)) },
        floor: 1 / 1.3,
        stretch: 1 / 1.1,
      }),
    ]
  } finally {
    delayPoint(0)
  }
}

/** Some browsers that ask again and again at a steady pace, the same whether a page takes long or not. */
async function firstParts({ port, request }: Candidate, forMs: number): Promise<number[]> {
  const start = performance.now()
  const times: number[] = []
  const browser = async (n: number) => {
    const line = await openLine(port)
    for (let next = start + (n * everyMs) / lines; next < start + forMs; next += everyMs) {
      await pause(Math.max(0, next - performance.now()))
      const { firstMs } = await line.ask(request(n), '"part":"order"')
      times.push(firstMs)
      next = Math.max(next, performance.now() - everyMs)
    }
    line.close()
  }
  await Promise.all(Array.from({ length: lines }, (_, n) => browser(n)))
  return times
}
