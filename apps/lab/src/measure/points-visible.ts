import { setTimeout as pause } from 'node:timers/promises'
import { paced } from '../bench/paced.ts'
import { percentile } from '../bench/statistics.ts'
import { makeMembers, type Member, signIn } from './members.ts'
import type { Measure } from './measure.ts'
import type { Shop } from './shop.ts'

const giveUpMs = 30_000
const betweenMs = 25

/** How long after a click on "sign in" a member sees the points of the day in the balance, asking again and again. */
export const pointsVisible: Measure = async (shop, { seconds, rate, tell }) => {
  const fresh = await makeMembers(shop, Math.ceil(rate * (seconds + 5)))
  tell('warming up')
  await paced(rate, 5_000, async () => void (await visibleAfter(shop, fresh.pop()!)))
  tell('members sign in')
  const waits: number[] = []
  await paced(rate, seconds * 1000, async () => void waits.push(await visibleAfter(shop, fresh.pop()!)))
  return [
    { name: 'sign-in to points visible, p50', value: percentile(waits, 0.5), unit: 'ms' },
    {
      name: 'sign-in to points visible, p95',
      value: percentile(waits, 0.95),
      unit: 'ms',
      atMost: 2_000,
      note: `${waits.length} sign-ins`,
    },
  ]
}

async function visibleAfter(shop: Shop, member: Member): Promise<number> {
  const start = performance.now()
  const { cookie } = await signIn(shop, member)
  while (performance.now() - start < giveUpMs) {
    const answer = await fetch(`${shop.url}/api/points`, { headers: { cookie } })
    const { balance } = (await answer.json()) as { balance?: number }
    if (answer.ok && balance! > 0) return performance.now() - start
    await pause(betweenMs)
  }
  return Number.POSITIVE_INFINITY
}
