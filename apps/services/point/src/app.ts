import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { serviceApi } from '@nowait/chassis/service'
import { idempotencyHeader } from '@nowait/contract/headers'
import { pointApi } from '@nowait/contract/point'
import { Problem } from '@nowait/contract/problem'
import { changeEntry } from './change-entry.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { accrue, answerOf, revoke } from './point.ts'
import { findEntryOf, listEntries, readBalance, readClock } from './store.ts'

export interface Deps {
  database: Database
  /** Credential of this service. */
  token: string
  log: Log
  /** Check answers against the contract. */
  check?: boolean
}

export function createApp({ database, token, log, check }: Deps) {
  return serviceApi(pointApi, { token, log, check })({
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

    accruePoints: ({ headers, body, caller: { member: memberId } }) => {
      const request = { memberId, endpoint: 'accruePoints', key: headers[idempotencyHeader], body }
      return changeEntry(database, request, (known, making) => {
        const entry = accrue(known, body, making)
        return { entry, answer: answerOf(entry, making.clock.today) }
      })
    },

    revokePoints: ({ headers, body, caller: { member: memberId } }) => {
      const request = { memberId, endpoint: 'revokePoints', key: headers[idempotencyHeader], body }
      return changeEntry(database, request, (known, making) => {
        const { entry, revoked } = revoke(known, body.reference, making)
        return { entry, answer: { revoked } }
      })
    },
  })
}
