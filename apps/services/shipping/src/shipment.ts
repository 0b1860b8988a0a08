import type { EventData, EventType } from '@nowait/contract/events'
import { deliverySteps, type DeliveryStep, type Shipment as ShipmentAnswer } from '@nowait/contract/shipping'
import type { Localized } from '@nowait/contract/values'
import { carriers, places } from './carrier-network.ts'

/** A shipment as we keep it. Whose it is, it says by id alone: who that is and where to is known to the order. */
export interface Shipment extends ShipmentAnswer {
  memberId: string
  /** Number of events published for it. */
  version: number
  /** Version of the order at the last cancel request that was answered; 0 before the first. */
  answeredCancel: number
}

type ShipmentEventType = Extract<EventType, `shipment.${string}`>
type Told = { [T in ShipmentEventType]: { type: T; data: EventData<T> } }[ShipmentEventType]
export type ShipmentEvent = Told & { aggregate: string; version: number }

/** What a decision leads to: the shipment as it is from now on, and the event that tells of it. */
export interface Outcome {
  shipment: Shipment
  event: ShipmentEvent
}

interface Opening {
  /** Any number of at most eleven digits: chooses carrier and tracking number. */
  serial: number
  /** The day in Asia/Seoul. */
  today: string
  at: string
}

/** A shipment as it begins, with its first event. */
export function openShipment(
  order: { orderId: string; memberId: string },
  { serial, today, at }: Opening,
): Outcome {
  const promised = {
    carrier: carriers[serial % carriers.length]!,
    trackingNumber: trackingNumber(serial),
    expectedOn: addWorkingDays(today, 2),
  }
  const steps: Shipment['steps'] = [{ step: 'preparing', at, place: places.preparing }]
  const begun: Shipment = { ...order, ...promised, state: 'preparing', steps, version: 0, answeredCancel: 0 }
  return record(begun, { type: 'shipment.opened', data: { ...order, ...promised } })
}

/** Moves a shipment on, also over steps the carrier left out. A step already reached changes nothing, nor does any once it is stopped. */
export function moveShipment(
  shipment: Shipment,
  { step, place = places[step], at }: { step: DeliveryStep; place?: Localized; at: string },
): Outcome | undefined {
  if (shipment.state === 'stopped' || !isBefore(shipment.state, step)) return undefined
  const steps = [...shipment.steps, { step, at, place }]
  const data = { ...namesOf(shipment), step, place }
  return record({ ...shipment, state: step, steps }, { type: 'shipment.moved', data })
}

/**
 * Answers an order that wants to be cancelled: stopped while the parcel is still with us, refused once the carrier has
 * it. A request, told apart by the order's version, is answered once.
 */
export function answerCancel(
  shipment: Shipment,
  { orderVersion, at }: { orderVersion: number; at: string },
): Outcome | undefined {
  if (shipment.state === 'stopped' || orderVersion <= shipment.answeredCancel) return undefined
  const answered = { ...shipment, answeredCancel: orderVersion }
  const data = namesOf(shipment)
  if (shipment.state !== 'preparing') return record(answered, { type: 'shipment.refused', data })
  const steps: Shipment['steps'] = [...shipment.steps, { step: 'stopped', at, place: places.stopped }]
  return record({ ...answered, state: 'stopped', steps }, { type: 'shipment.stopped', data })
}

function record(shipment: Shipment, told: Told): Outcome {
  const version = shipment.version + 1
  return { shipment: { ...shipment, version }, event: { ...told, aggregate: shipment.orderId, version } }
}

export function answerOf(shipment: Shipment): ShipmentAnswer {
  const { orderId, state, carrier, trackingNumber, expectedOn, steps } = shipment
  return { orderId, state, carrier, trackingNumber, expectedOn, steps }
}

/** Twelve digits, the last one a check digit: the others modulo 7, as Korean carriers do it. */
export function trackingNumber(serial: number): string {
  return `${String(serial).padStart(11, '0')}${serial % 7}`
}

/** The day after `count` more working days. Saturdays and Sundays do not count; holidays are not known. */
export function addWorkingDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  for (let left = count; left > 0;) {
    date.setUTCDate(date.getUTCDate() + 1)
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left--
  }
  return date.toISOString().slice(0, 10)
}

const namesOf = ({ orderId, memberId }: Shipment) => ({ orderId, memberId })

const isBefore = (a: DeliveryStep, b: DeliveryStep) => deliverySteps.indexOf(a) < deliverySteps.indexOf(b)
