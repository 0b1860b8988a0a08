import { paced } from '../bench/paced.ts'
import { type Member, signIn } from './members.ts'
import type { Shop } from './shop.ts'

export interface SignIns {
  /** Of those that succeeded, ms. */
  times: number[]
  members: Member[]
  failures: string[]
}

/** Lets others sign in at a steady rate for some time, whether or not the former are through; each takes a new member. */
export async function signInsAt(
  shop: Shop,
  { perSecond, forMs, fresh }: { perSecond: number; forMs: number; fresh: Member[] },
): Promise<SignIns> {
  const done: SignIns = { times: [], members: [], failures: [] }
  await paced(perSecond, forMs, async () => {
    const member = fresh.pop()
    if (!member) throw new Error('There are not enough members')
    try {
      const { ms } = await signIn(shop, member)
      done.times.push(ms)
      done.members.push(member)
    } catch (error) {
      done.failures.push(String(error))
    }
  })
  return done
}
