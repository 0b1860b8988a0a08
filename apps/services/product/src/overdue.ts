import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import type { OrderStatus } from '@nowait/contract/order'
import type { OrderClient } from './clients.ts'
import { expireReservation, type Hold, listOverdue, lookLater, releaseStock, sellReserved } from './store.ts'

const batch = 50
const unclearMs = 60_000

/** Order's transactions are ended by the database after two seconds without a word: none commits a minute late. */
const graceMs = 60_000

export const holdFor = (heldMs = 10 * 60_000): Hold => ({ heldMs, graceMs })

/** What becomes of the pieces of an order whose reservation has passed its time. */
export function fateOf(status: OrderStatus | 'unknown'): 'expire' | 'sell' | 'release' {
  switch (status) {
    // It can be confirmed only by reserving again: what it was promised is over.
    case 'awaiting-stock':
    case 'unknown':
      return 'expire'
    case 'rejected':
    case 'cancelled':
      return 'release'
    default:
      return 'sell'
  }
}

const carryOut = { expire: expireReservation, sell: sellReserved, release: releaseStock }

interface Looking {
  database: Database
  orders: OrderClient
  log: Log
}

/**
 * Ends reservations nothing was heard of in time, as their orders say; gives how many it looked at. The order itself is
 * asked, because the event of its confirmation may be on its way for any time.
 */
export async function endOverdue({ database, orders, log }: Looking, signal?: AbortSignal): Promise<number> {
  const overdue = await listOverdue(database.sql, batch)
  for (const orderId of overdue) {
    try {
      const fate = fateOf(await orders.statusOf(orderId, signal))
      await database.transaction((tx) => carryOut[fate](tx, orderId))
      if (fate !== 'sell') log.warn({ orderId, fate }, 'reservation has passed its time')
    } catch (error) {
      if (signal?.aborted) return 0
      log.warn({ err: error, orderId }, 'what became of an order cannot be told: its pieces stay reserved')
      await lookLater(database.sql, orderId, unclearMs)
    }
  }
  return overdue.length
}

/** Looks for overdue reservations now and then. Any number of processes may do so at once. */
export function watchOverdue(looking: Looking, everyMs = 5_000): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = watch(looking, everyMs, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function watch(looking: Looking, everyMs: number, signal: AbortSignal): Promise<void> {
  let failing = false
  while (!signal.aborted) {
    let found = 0
    try {
      found = await endOverdue(looking, signal)
      failing = false
    } catch (error) {
      if (!failing) looking.log.warn({ err: error }, 'overdue reservations are not looked for, trying again')
      failing = true
    }
    if (found < batch) await pause(everyMs, undefined, { signal }).catch(() => undefined)
  }
}
