import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '../bench/statistics.ts'
import { loginEntries } from './ledger.ts'
import { makeMembers } from './members.ts'
import type { Away } from './apart.ts'
import type { Figure, Measure } from './measure.ts'
import type { Shop } from './shop.ts'
import { type SignIns, signInsAt } from './sign-ins.ts'

const pointsOfADay = 100
const giveUpMs = 120_000

/** Members sign in while the point service is healthy, away, and healthy again. */
export const pointAway =
  (how: Away): Measure =>
  async (shop, { seconds, rate: perSecond, tell }) => {
    const forMs = seconds * 1000
    const fresh = await makeMembers(shop, Math.ceil(perSecond * (3 * seconds + 10)))
    const signIns = (ms: number) => signInsAt(shop, { perSecond, forMs: ms, fresh })
    tell('warming up')
    const warm = await signIns(5_000)
    tell('healthy')
    const before = await signIns(forMs)
    tell(how === 'hang' ? 'the point service hangs' : 'the point service is stopped')
    await shop.point.leave(how)
    const away = await signIns(forMs)
    tell('it comes back')
    const backlog = away.members.length
    await shop.point.comeBack()
    const promised = [warm, before, away].flatMap(({ members }) => members).length
    const backMs = await untilAllAreThere(shop, promised)
    tell('healthy again')
    const after = await signIns(forMs)
    const all = [warm, before, away, after]
    const everybody = all.flatMap(({ members }) => members).length
    await untilAllAreThere(shop, everybody)
    const healthy = [...before.times, ...after.times]
    return [
      ...timesOf('healthy', healthy),
      ...timesOf('away', away.times),
      ratio('sign-in p50, away against healthy', 0.5, away.times, healthy),
      { ...ratio('sign-in p99, away against healthy', 0.99, away.times, healthy), atMost: 1.2 },
      {
        name: 'sign-ins that failed',
        value: failuresOf(all).length,
        unit: '',
        atMost: 0,
        note: failuresOf(all)[0],
      },
      { name: 'points that had to wait', value: backlog, unit: 'members' },
      { name: 'from its return until all points are there', value: backMs / 1000, unit: 's', atMost: 10 },
      ...(await ledgerFigures(shop, everybody)),
    ]
  }

/** Ms until so many members have their points; infinite when they still have not. */
async function untilAllAreThere(shop: Shop, members: number): Promise<number> {
  const start = performance.now()
  while (performance.now() - start < giveUpMs) {
    if ((await loginEntries(shop)).members >= members) return performance.now() - start
    await pause(50)
  }
  return Number.POSITIVE_INFINITY
}

async function ledgerFigures(shop: Shop, everybody: number): Promise<Figure[]> {
  const { members, entries, points } = await loginEntries(shop)
  return [
    { name: 'members without their points', value: everybody - members, unit: '', atMost: 0 },
    { name: 'points given twice', value: entries - members, unit: '', atMost: 0 },
    {
      name: 'points too many or too few',
      value: Math.abs(points - everybody * pointsOfADay),
      unit: '',
      atMost: 0,
    },
  ]
}

const failuresOf = (all: SignIns[]) => all.flatMap(({ failures }) => failures)

const timesOf = (when: string, times: number[]): Figure[] => [
  { name: `sign-in p50, ${when}`, value: percentile(times, 0.5), unit: 'ms' },
  {
    name: `sign-in p99, ${when}`,
    value: percentile(times, 0.99),
    unit: 'ms',
    note: `${times.length} sign-ins`,
  },
]

const ratio = (name: string, share: number, one: number[], other: number[]): Figure => ({
  name,
  value: percentile(one, share) / percentile(other, share),
  unit: 'x',
})
