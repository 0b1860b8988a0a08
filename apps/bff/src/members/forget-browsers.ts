import type { Database, Tx } from '@nowait/chassis/database'
import type { Dispatch } from '@nowait/chassis/dispatch/create-dispatch'
import { Id, Instant } from '@nowait/contract/values'
import { z } from 'zod'

/** Whose browsers get no pushes any more: all that were last seen then or before. */
export const ForgetBrowsers = z.object({ memberId: Id, seenUntil: Instant })
export type ForgetBrowsers = z.infer<typeof ForgetBrowsers>

/**
 * Before the transaction that ends all sessions of a member; what it gives is called inside. A browser that was signed
 * out from elsewhere would go on showing what the member ordered.
 */
export async function prepareForgetBrowsers(
  { sql }: Pick<Database, 'sql'>,
  dispatch: Dispatch<'forget-browsers'>,
  memberId: string,
): Promise<(tx: Tx) => Promise<void>> {
  const [row] = await sql<[{ now: Date }]>`select clock_timestamp() as now`
  const payload: ForgetBrowsers = { memberId, seenUntil: row.now.toISOString() }
  const forget = await dispatch.prepare('forget-browsers', payload)
  return async (tx) => void (await forget(tx))
}
