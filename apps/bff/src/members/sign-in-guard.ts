import { Problem } from '@nowait/contract/problem'
import type { Limits } from '../http/limits.ts'

const maxPlaces = 50_000

/**
 * Slows guessing without handing a stranger the means to lock somebody out: what counts against an account as a whole
 * is not asked of networks from which it was signed in to before, and every count runs out by itself.
 */
export function signInGuard(limits: Limits) {
  const known = new Set<string>()
  const place = (email: string, network: string) => `${email} ${network}`

  return {
    /** Counts an attempt before its password is looked at, so that many at once gain nothing. Throws RATE_LIMITED. */
    async attempt(email: string, network: string): Promise<void> {
      await limits.signInPerNetwork.take(network)
      await limits.signInPerAccountAndNetwork.take(place(email, network))
      if (!known.has(place(email, network))) await limits.signInPerAccount.take(email)
    },

    async succeeded(email: string, network: string): Promise<void> {
      await limits.signInPerAccountAndNetwork.clear(place(email, network))
      if (!known.has(place(email, network))) await limits.signInPerAccount.giveBack(email)
      known.delete(place(email, network))
      known.add(place(email, network))
      if (known.size > maxPlaces) known.delete(known.values().next().value!)
    },
  }
}

/** The one answer to whatever was wrong: that there is such an account is nobody's business. */
export const wrongCredentials = () => new Problem('WRONG_CREDENTIALS')
