import type { Database, Tx } from '@nowait/chassis/database'
import type { Dispatch } from '@nowait/chassis/dispatch/create-dispatch'
import type { Completed } from '@nowait/chassis/dispatch/integration'
import { OutsideFailed } from '@nowait/chassis/dispatch/inline'
import type { Deferred } from '@nowait/chassis/dispatch/runner'
import { Problem } from '@nowait/contract/problem'
import { LoginPoints, readToday, recordAccrual, recordRequest } from './store.ts'

/** Whole points for the first sign-in of a day. */
const pointsOfADay = 100

/**
 * Before the transaction that opens the session; what it gives is called inside and writes there what the session
 * brings. Asks the database alone: how the point service is does not matter to anybody who signs in.
 */
export async function prepareLoginPoints(
  { sql }: Pick<Database, 'sql'>,
  dispatch: Dispatch<'login-points'>,
  memberId: string,
): Promise<(tx: Tx) => Promise<void>> {
  const { day, isFirst } = await readToday(sql, memberId)
  if (!isFirst) return async () => {}
  const login: LoginPoints = { memberId, day, points: pointsOfADay }
  const unique = `${memberId}:${day}`
  const accrue: Deferred = await dispatch.prepare('login-points', login, { unique }).catch(refuse)
  return async (tx) => {
    // Refused or a duplicate: this sign-in promises nothing.
    if ((await accrue(tx)) === 'ACCEPTED') await recordRequest(tx, login)
  }
}

// Only who chose `inline` lets a sign-in depend on the point service: then it is told so.
function refuse(error: unknown): never {
  if (!(error instanceof OutsideFailed)) throw error
  throw new Problem('UPSTREAM_ERROR', { detail: 'The point service gave no usable answer' })
}

/** What follows once the points are in the balance. Under `inline` that is before the sign-in has recorded its request. */
export async function loginPointsAccrued(tx: Tx, { payload }: Completed): Promise<void> {
  const login = LoginPoints.parse(payload)
  await recordRequest(tx, login)
  await recordAccrual(tx, login)
}
