import type { Tx } from '@nowait/chassis/database'
import type { Deferred } from '@nowait/chassis/dispatch/runner'
import { Problem } from '@nowait/contract/problem'
import { followUpsOf } from './follow-ups.ts'
import type { OrderDispatch } from './integrations.ts'
import { handle, type Order } from './order.ts'
import type { OrderCommand } from './order-state.ts'
import { lockOrder, updateOrder } from './store.ts'

/**
 * Carries out a command on an order together with what follows from it outside. This is before the transaction; what it
 * gives is called inside, and gives the order as it is then. `known` is the order as it was last seen.
 */
export async function prepareChange(
  dispatch: OrderDispatch,
  known: Order,
  command: OrderCommand,
): Promise<(tx: Tx) => Promise<Order>> {
  const prepared = new Map<string, Deferred>()
  const expected = handle(known, command, known.placedAt)
  for (const { name, payload, unique } of expected.ok ? followUpsOf(expected) : [])
    prepared.set(unique, await dispatch.prepare(name, payload, { key: known.id, unique }))

  return async (tx) => {
    const locked = await lockOrder(tx, known.id)
    if (!locked) throw new Error(`Order ${known.id} does not exist`)
    const outcome = handle(locked.order, command, locked.at)
    if (!outcome.ok) throw new Problem(outcome.problem, { about: known.id })
    // A state may change without an event: how far a parcel came while a cancellation is open.
    if (outcome.order.state !== locked.order.state) await updateOrder(tx, outcome)
    for (const { unique } of followUpsOf(outcome)) {
      const defer = prepared.get(unique)
      if (!defer) throw new Error(`Order ${known.id} was changed by somebody else: ${unique} is not prepared`)
      await defer(tx)
    }
    return outcome.order
  }
}
