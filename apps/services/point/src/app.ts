import { randomUUIDv7 } from 'node:crypto'
import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { currentRequest } from '@nowait/chassis/request-context'
import { serviceCaller } from '@nowait/chassis/service'
import { idempotencyHeader } from '@nowait/contract/headers'
import { implement } from '@nowait/contract/implement'
import { pointApi } from '@nowait/contract/point'
import { Problem } from '@nowait/contract/problem'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { once } from './once.ts'
import { accrue, answerOf, revoke } from './point.ts'
import { findEntryOf, listEntries, lockReference, readBalance, readClock, saveEntry } from './store.ts'

export interface Deps {
  database: Database
  /** Credential of this service. */
  token: string
  log: Log
  /** Check answers against the contract. */
  check?: boolean
}

export function createApp({ database, token, log, check }: Deps) {
  return implement(pointApi, {
    caller: serviceCaller(token),
    check,
    onError: (error, endpoint) => log.error({ err: error, endpoint }, 'unexpected'),
    traceId: () => currentRequest()?.traceId,
  })({
    getPoints: async ({ query: { cursor, size }, caller: { member: memberId } }) => {
      const after = cursor === undefined ? undefined : decodeCursor(cursor)
      const [{ today }, balance, page] = await Promise.all([
        readClock(database.sql),
        readBalance(database.sql, memberId),
        listEntries(database.sql, { memberId, after, size }),
      ])
      const items = page.items.map((entry) => answerOf(entry, today))
      return { ...balance, items, next: page.next && encodeCursor(page.next) }
    },

    getOrderPoints: async ({ params: { orderId }, caller: { member: memberId } }) => {
      const entry = await findEntryOf(database.sql, memberId, `order:${orderId}`)
      if (!entry) throw new Problem('POINTS_NOT_FOUND', { about: orderId })
      const { today } = await readClock(database.sql)
      const { points, state, at } = answerOf(entry, today)
      return { orderId, points, state, at }
    },

    accruePoints: ({ headers, body, caller: { member: memberId } }) =>
      database.transaction((tx) => {
        const request = { memberId, endpoint: 'accruePoints', key: headers[idempotencyHeader], body }
        return once(tx, request, async () => {
          const known = await lockReference(tx, memberId, body.reference)
          const clock = await readClock(tx)
          const entry = accrue(known, body, { id: randomUUIDv7(), clock })
          if (entry !== known) await saveEntry(tx, memberId, entry)
          return answerOf(entry, clock.today)
        })
      }),

    revokePoints: ({ headers, body, caller: { member: memberId } }) =>
      database.transaction((tx) => {
        const request = { memberId, endpoint: 'revokePoints', key: headers[idempotencyHeader], body }
        return once(tx, request, async () => {
          const known = await lockReference(tx, memberId, body.reference)
          const clock = await readClock(tx)
          const { entry, revoked } = revoke(known, body.reference, { id: randomUUIDv7(), clock })
          if (entry !== known) await saveEntry(tx, memberId, entry)
          return { revoked }
        })
      }),
  })
}
