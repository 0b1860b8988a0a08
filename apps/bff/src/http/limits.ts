import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '@nowait/contract/problem'

export interface Rule {
  count: number
  seconds: number
}

/**
 * How much is admitted. Counters live in this process: with several BFF processes each counts for itself.
 * Every rule can be set by its variable, e.g. `LIMIT_SIGN_IN_PER_NETWORK=30/300`.
 */
export const limitDefaults = {
  /** Anything below /api, by network address. */
  requestsPerNetwork: { count: 1200, seconds: 60 },
  signUpPerNetwork: { count: 60, seconds: 3600 },
  /** Attempts, whatever the account: against trying one password on many. */
  signInPerNetwork: { count: 30, seconds: 300 },
  /** Wrong passwords for one account from one network. */
  signInPerAccountAndNetwork: { count: 10, seconds: 900 },
  /** Wrong passwords for one account from networks that never signed in to it: against many guessing together. */
  signInPerAccount: { count: 100, seconds: 3600 },
  passwordChangePerMember: { count: 10, seconds: 900 },
  /** Anything below /api that needs a session, from wherever the member is signed in. */
  requestsPerMember: { count: 1200, seconds: 60 },
  /** Calls to one service behind this that a member causes: so many at once, and as many again in so many seconds. */
  callsPerMember: { count: 100, seconds: 5 },
  /** Whatever changes something, orders among it: 30 orders a minute fit with room to spare. */
  writesPerMember: { count: 60, seconds: 60 },
} satisfies Record<string, Rule>

export type LimitName = keyof typeof limitDefaults

/** The environment variable of a limit: `writesPerMember` is `LIMIT_WRITES_PER_MEMBER`. */
export const limitVariable = (name: LimitName): string =>
  `LIMIT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

export interface Limit {
  /** Counts one. Throws RATE_LIMITED with the time to wait once the rule is used up. */
  take(key: string): Promise<void>
  /** Gives one back: it turned out not to be what the rule is against. */
  giveBack(key: string): Promise<void>
  /** Forgets what was counted. */
  clear(key: string): Promise<void>
}

export type Limits = Record<LimitName, Limit>

export function createLimits(rules: Record<LimitName, Rule>): Limits {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, limitOf(rule)])) as Limits
}

function limitOf({ count, seconds }: Rule): Limit {
  const limiter = new RateLimiterMemory({ points: count, duration: seconds })
  return {
    async take(key) {
      try {
        await limiter.consume(key)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw new Problem('RATE_LIMITED', { retryAfterMs: Math.max(1_000, refused.msBeforeNext) })
      }
    },
    giveBack: async (key) => void (await limiter.reward(key)),
    clear: async (key) => void (await limiter.delete(key)),
  }
}
