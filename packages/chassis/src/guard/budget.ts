import type { BudgetPlan } from './plan.ts'

export interface Budget {
  /** A call was made: it earns its share of an extra one. */
  earn(): void
  /** Takes an extra call out; false when there is none. */
  spend(): boolean
  state(): BudgetState
}

export interface BudgetState extends BudgetPlan {
  /** Extra calls there are now. */
  saved: number
  spent: number
  refused: number
}

// Thousandths, because tenths of a float do not add up to one.
const unit = 1_000

/**
 * Extra calls (retries, hedges) as a share of the calls, so that an outage is never answered with a multiple of the load:
 * each call earns, each extra one spends. After Finagle's RetryBudget and the retry budget of the SRE book, chapter 21;
 * ours starts empty, so the share holds from the first call on.
 */
export function createBudget({ ratio, burst }: BudgetPlan): Budget {
  const earned = Math.round(ratio * unit)
  let saved = 0
  let spent = 0
  let refused = 0
  return {
    earn() {
      saved = Math.min(burst * unit, saved + earned)
    },
    spend() {
      if (saved < unit) {
        refused += 1
        return false
      }
      saved -= unit
      spent += 1
      return true
    },
    state: () => ({ ratio, burst, saved: saved / unit, spent, refused }),
  }
}
