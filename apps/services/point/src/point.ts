import type { PointEntry } from '@nowait/contract/point'

/** An entry of the ledger as it is kept. Whether it has expired is a matter of the day and is not kept. */
export interface Entry {
  id: string
  reference: string
  state: 'pending' | 'accrued' | 'revoked'
  /** Null together with `points`: revoked, and the accrual that was meant has not come yet. */
  reason: PointEntry['reason'] | null
  points: number | null
  orderId: string | null
  /** When the state was reached. */
  at: string
  /** The first day on which the points no longer count; null unless accrued. */
  expiresOn: string | null
}

/** Points that are promised or put into the balance. */
export interface Accrual {
  reference: string
  reason: PointEntry['reason']
  points: number
  state: 'pending' | 'accrued'
  orderId?: string
}

/** An entry after its revocation, and the points that were taken back with it. */
export interface Revocation {
  entry: Entry
  revoked: number
}

/** The clock of the database. `today` is the day in Asia/Seoul. */
export interface Clock {
  at: string
  today: string
}

/** What a decision needs besides what is known: an id in case an entry has to be made, and the time. */
export interface Making {
  id: string
  clock: Clock
}

/**
 * The entry of a reference after an accrual. The first promise fixes the points and `accrued` ends it, in whatever
 * order the two arrive. What was revoked stays revoked, even before its accrual came.
 */
export function accrue(known: Entry | undefined, accrual: Accrual, { id, clock }: Making): Entry {
  const { reference, reason, points, orderId = null } = accrual
  if (known?.points === null) return { ...known, reason, points, orderId }
  const fresh = { id, reference, reason, points, orderId, at: clock.at, expiresOn: null }
  const entry: Entry = known ?? { ...fresh, state: 'pending' }
  if (entry.state !== 'pending' || accrual.state === 'pending') return entry
  return { ...entry, state: 'accrued', at: clock.at, expiresOn: aYearAfter(clock.today) }
}

/**
 * Takes back what a reference brought: nothing when it had been revoked, had expired or was never seen. In the last case
 * the entry only keeps the place, against an accrual that comes late.
 */
export function revoke(known: Entry | undefined, reference: string, { id, clock }: Making): Revocation {
  if (!known) {
    const nothing = { reason: null, points: null, orderId: null, expiresOn: null }
    return { entry: { id, reference, state: 'revoked', at: clock.at, ...nothing }, revoked: 0 }
  }
  if (known.state === 'revoked' || hasExpired(known, clock.today)) return { entry: known, revoked: 0 }
  return { entry: { ...known, state: 'revoked', at: clock.at, expiresOn: null }, revoked: known.points ?? 0 }
}

/** The entry as its member sees it on a day. Only for entries whose accrual has come. */
export function answerOf(
  { id, reference, reason, points, orderId, at, ...entry }: Entry,
  today: string,
): PointEntry {
  if (reason === null || points === null) throw new Error(`Entry ${id} has no accrual yet`)
  const state = hasExpired(entry, today) ? 'expired' : entry.state
  return { id, reference, reason, state, points, orderId, at, expiresOn: entry.expiresOn }
}

const hasExpired = ({ expiresOn }: Pick<Entry, 'expiresOn'>, today: string) =>
  expiresOn !== null && expiresOn <= today

// The 29th of February becomes the 1st of March.
function aYearAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() + 1)
  return date.toISOString().slice(0, 10)
}
