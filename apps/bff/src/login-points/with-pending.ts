import type { PointEntry, PointsAccount } from '@nowait/contract/point'

/**
 * The first page of an account with what its ledger does not know yet. An entry that has just been accrued may still be
 * among the pending ones; the ledger is right.
 */
export function withPending(account: PointsAccount, pending: PointEntry[]): PointsAccount {
  const known = new Set(account.items.map(({ reference }) => reference))
  const promised = pending.filter(({ reference }) => !known.has(reference))
  return {
    ...account,
    pending: promised.reduce((sum, { points }) => sum + points, account.pending),
    items: [...promised, ...account.items],
  }
}
