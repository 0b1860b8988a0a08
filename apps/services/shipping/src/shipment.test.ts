import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deliverySteps } from '@nowait/contract/shipping'
import { nextStep } from './carrier.ts'
import {
  addWorkingDays,
  answerCancel,
  moveShipment,
  openShipment,
  type Shipment,
  trackingNumber,
} from './shipment.ts'

const order = {
  orderId: '019aa000-0000-7000-8000-000000000001',
  memberId: '019aa000-0000-7000-8000-000000000002',
}
const at = '2026-11-20T01:00:00.000Z'
const opened = openShipment(order, { serial: 48_200_000_007, today: '2026-11-20', at })

/** The parcel after these steps. */
const after = (...steps: (typeof deliverySteps)[number][]): Shipment =>
  steps.reduce((shipment, step) => moveShipment(shipment, { step, at })!.shipment, opened.shipment)

describe('a confirmed order', () => {
  test('gets a parcel that is being prepared, with a carrier, a number and an expected day', () => {
    expect(opened.shipment).toMatchObject({
      ...order,
      state: 'preparing',
      version: 1,
      expectedOn: '2026-11-24',
    })
    expect(opened.shipment.steps).toEqual([{ step: 'preparing', at, place: expect.anything() }])
    expect(opened.event).toMatchObject({
      type: 'shipment.opened',
      data: { ...order, trackingNumber: opened.shipment.trackingNumber, expectedOn: '2026-11-24' },
    })
  })

  test('gets a tracking number of twelve digits whose last one proves the others', () => {
    expect(trackingNumber(0)).toBe('000000000000')
    expect(trackingNumber(48_200_000_007)).toMatch(/^48200000007\d$/)
    expect(Number(trackingNumber(99_999_999_999).at(-1))).toBe(99_999_999_999 % 7)
  })

  test.each([
    ['Monday', '2026-11-16', '2026-11-18'],
    ['Thursday', '2026-11-19', '2026-11-23'],
    ['Friday', '2026-11-20', '2026-11-24'],
    ['Saturday', '2026-11-21', '2026-11-24'],
    ['Sunday', '2026-11-22', '2026-11-24'],
    ['last day of a year', '2026-12-31', '2027-01-04'],
  ])('of a %s arrives two working days later', (_, day, expected) => {
    expect(addWorkingDays(day, 2)).toBe(expected)
  })
})

describe('a parcel', () => {
  test('is moved by the carrier until it has arrived', () => {
    let shipment = opened.shipment
    for (let step = nextStep(shipment.state); step; step = nextStep(shipment.state)) {
      shipment = moveShipment(shipment, { step, at })!.shipment
    }
    expect(shipment.steps.map(({ step }) => step)).toEqual(deliverySteps)
    expect(shipment.version).toBe(deliverySteps.length)
    expect(nextStep('stopped')).toBeUndefined()
  })

  test('may leave out steps, and only what was reported is recorded', () => {
    const moved = moveShipment(opened.shipment, { step: 'out-for-delivery', at })!
    expect(moved.shipment.steps.map(({ step }) => step)).toEqual(['preparing', 'out-for-delivery'])
    expect(moved.event).toMatchObject({ type: 'shipment.moved', data: { step: 'out-for-delivery' } })
  })

  test('keeps the place the carrier names, and has one when he names none', () => {
    const place = { ko: '제주 물류센터', en: 'Jeju logistics centre' }
    expect(
      moveShipment(opened.shipment, { step: 'in-transit', place, at })!.shipment.steps.at(-1)!.place,
    ).toEqual(place)
    expect(after('in-transit').steps.at(-1)!.place.ko).toBe('군포 물류센터')
  })

  test('never goes back, repeats a step or skips a version, whatever is reported in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...deliverySteps)), (reports) => {
        let shipment = opened.shipment
        for (const step of reports) {
          const moved = moveShipment(shipment, { step, at })
          if (moved) expect(moved.shipment.version).toBe(shipment.version + 1)
          shipment = moved?.shipment ?? shipment
        }
        const reached = shipment.steps.map(({ step }) => deliverySteps.indexOf(step as never))
        expect(reached).toEqual([...new Set(reached)].toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('an order to be cancelled', () => {
  const request = (orderVersion: number) => ({ orderVersion, at })

  test('stops its parcel while that is still with us, and a stopped parcel rests', () => {
    const stopped = answerCancel(opened.shipment, request(3))!
    expect(stopped).toMatchObject({
      shipment: { state: 'stopped', version: 2 },
      event: { type: 'shipment.stopped', data: order },
    })
    expect(stopped.shipment.steps.at(-1)!.step).toBe('stopped')
    expect(moveShipment(stopped.shipment, { step: 'picked-up', at })).toBeUndefined()
    expect(answerCancel(stopped.shipment, request(4))).toBeUndefined()
  })

  test.each(deliverySteps.slice(1))('is refused once the parcel is %s', (step) => {
    const shipment = after(step)
    const refused = answerCancel(shipment, request(3))!
    expect(refused.shipment).toEqual({ ...shipment, version: shipment.version + 1, answeredCancel: 3 })
    expect(refused.event).toMatchObject({
      type: 'shipment.refused',
      version: shipment.version + 1,
      data: order,
    })
  })

  test('gets one answer for each request, also when the request comes twice', () => {
    const refused = answerCancel(after('picked-up'), request(3))!.shipment
    expect(answerCancel(refused, request(3))).toBeUndefined()
    expect(answerCancel(refused, request(6))).toMatchObject({ event: { type: 'shipment.refused' } })
  })
})
