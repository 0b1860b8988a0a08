import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { shippingRoutes } from './shipping.routes.ts'
import { Day, Id, Instant, Localized } from './values.ts'

/** The steps of a parcel in their order; a parcel never goes back. */
export const deliverySteps = [
  'preparing',
  'picked-up',
  'in-transit',
  'out-for-delivery',
  'delivered',
] as const
export const DeliveryStep = z.enum(deliverySteps)
export type DeliveryStep = z.infer<typeof DeliveryStep>

export const Shipment = z
  .object({
    orderId: Id,
    state: z.enum([...deliverySteps, 'stopped']),
    carrier: Localized,
    trackingNumber: z.string(),
    expectedOn: Day,
    /** What happened so far, oldest first. */
    steps: z.array(z.object({ step: z.enum([...deliverySteps, 'stopped']), at: Instant, place: Localized })),
  })
  .meta({ id: 'Shipment' })
export type Shipment = z.infer<typeof Shipment>

export const ShipmentList = z.object({ items: z.array(Shipment) }).meta({ id: 'ShipmentList' })
export type ShipmentList = z.infer<typeof ShipmentList>

export const CarrierUpdate = z
  .strictObject({
    trackingNumber: z.string().min(1).max(40),
    step: DeliveryStep,
    place: Localized.optional(),
  })
  .meta({ id: 'CarrierUpdate' })

export const shippingApi = defineApi(shippingRoutes)({
  listShipments: endpoint({
    summary: 'My parcels of the last months that are on their way or have arrived, newest first, at most 20',
    access: 'member',
    response: ShipmentList,
  }),
  getShipment: endpoint({
    summary: 'The parcel of one of my orders',
    access: 'member',
    params: z.object({ orderId: Id }),
    response: Shipment,
    errors: ['SHIPMENT_NOT_FOUND'],
  }),
  updateFromCarrier: endpoint({
    summary: 'What the carrier reports. A step already reached changes nothing',
    access: 'service',
    body: CarrierUpdate,
    response: Shipment,
    errors: ['SHIPMENT_NOT_FOUND'],
  }),
})
