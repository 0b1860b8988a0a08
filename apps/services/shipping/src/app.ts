import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { serviceApi } from '@nowait/chassis/service'
import { Problem } from '@nowait/contract/problem'
import { shippingApi } from '@nowait/contract/shipping'
import { answerOf, moveShipment } from './shipment.ts'
import { findShipmentOf, listShipments, lockTracked, updateShipment } from './store.ts'

export interface Deps {
  database: Database
  /** Credential of this service. */
  token: string
  log: Log
  /** Check answers against the contract. */
  check?: boolean
}

export function createApp({ database, token, log, check }: Deps) {
  return serviceApi(shippingApi, { token, log, check })({
    listShipments: async ({ caller: { member: memberId } }) => ({
      items: (await listShipments(database.sql, memberId)).map(answerOf),
    }),

    getShipment: async ({ params: { orderId }, caller: { member: memberId } }) => {
      const shipment = await findShipmentOf(database.sql, memberId, orderId)
      if (!shipment) throw new Problem('SHIPMENT_NOT_FOUND', { about: orderId })
      return answerOf(shipment)
    },

    updateFromCarrier: ({ body: { trackingNumber, step, place } }) =>
      database.transaction(async (tx) => {
        const locked = await lockTracked(tx, trackingNumber)
        if (!locked) throw new Problem('SHIPMENT_NOT_FOUND', { about: trackingNumber })
        const moved = moveShipment(locked.shipment, { step, place, at: locked.at })
        if (moved) await updateShipment(tx, moved)
        return answerOf(moved?.shipment ?? locked.shipment)
      }),
  })
}
