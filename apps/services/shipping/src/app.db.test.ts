import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

describe('a member', () => {
  test('sees the parcel of an order', async () => {
    const { orderId, memberId, trackingNumber } = await service.open()
    const shipment = await service.clientOf(memberId).getShipment({ params: { orderId } })
    expect(shipment).toMatchObject({ orderId, state: 'preparing', trackingNumber })
    expect(shipment.steps).toMatchObject([{ step: 'preparing', place: { ko: '이천 물류창고' } }])
  })

  test('cannot tell the parcel of somebody else from one that does not exist', async () => {
    const { orderId } = await service.open()
    const stranger = service.clientOf(randomUUIDv7())
    const foreign = await stranger.getShipment({ params: { orderId } }).catch((error: unknown) => error)
    const unknown = await stranger
      .getShipment({ params: { orderId: randomUUIDv7() } })
      .catch((error: unknown) => error)
    expect(foreign).toMatchObject({ code: 'SHIPMENT_NOT_FOUND', status: 404 })
    expect(unknown).toMatchObject({ code: 'SHIPMENT_NOT_FOUND', status: 404 })
    expect(await stranger.listShipments()).toEqual({ items: [] })
  })

  test('lists at most 20 parcels, newest first, without stopped and old ones', async () => {
    const memberId = randomUUIDv7()
    const opened = []
    for (let i = 0; i < 23; i++) opened.push((await service.open(memberId)).orderId)
    const [newest, second] = opened.toReversed()
    await service.stop(newest!)
    await service.database.sql`
      update shipment set opened_at = now() - interval '4 months' where order_id = ${second!}`
    const { items } = await service.clientOf(memberId).listShipments()
    expect(items.map(({ orderId }) => orderId)).toEqual(opened.toReversed().slice(2, 22))
  })
})

describe('the carrier', () => {
  const carrier = () => service.clientOf()

  test('moves a parcel with each update and may leave out steps', async () => {
    const { orderId, trackingNumber } = await service.open()
    const place = { ko: '제주 물류센터', en: 'Jeju logistics centre' }
    await carrier().updateFromCarrier({ body: { trackingNumber, step: 'in-transit', place } })
    const delivered = await carrier().updateFromCarrier({ body: { trackingNumber, step: 'delivered' } })
    expect(delivered.steps.map(({ step }) => step)).toEqual(['preparing', 'in-transit', 'delivered'])
    expect(delivered.steps[1]!.place).toEqual(place)
    expect(await service.published(orderId)).toEqual([
      { type: 'shipment.opened', version: 1, step: null },
      { type: 'shipment.moved', version: 2, step: 'in-transit' },
      { type: 'shipment.moved', version: 3, step: 'delivered' },
    ])
  })

  test('changes nothing by repeating a step or reporting it late, also many times at once', async () => {
    const { orderId, trackingNumber } = await service.open()
    const report = (step: 'picked-up' | 'in-transit') =>
      carrier().updateFromCarrier({ body: { trackingNumber, step } })
    const answers = await Promise.all(Array.from({ length: 20 }, () => report('in-transit')))
    const late = await report('picked-up')
    for (const answer of answers) expect(answer).toEqual(late)
    expect(late.steps.map(({ step }) => step)).toEqual(['preparing', 'in-transit'])
    expect(await service.published(orderId)).toHaveLength(2)
  })

  test('cannot move a stopped parcel', async () => {
    const { orderId, trackingNumber } = await service.open()
    await service.stop(orderId)
    const answer = await carrier().updateFromCarrier({ body: { trackingNumber, step: 'picked-up' } })
    expect(answer.state).toBe('stopped')
    expect(answer.steps.map(({ step }) => step)).toEqual(['preparing', 'stopped'])
    expect((await service.published(orderId)).at(-1)).toMatchObject({ type: 'shipment.stopped', version: 2 })
  })

  test('is told when nobody has the tracking number', async () => {
    const update = carrier().updateFromCarrier({ body: { trackingNumber: 'nobody', step: 'picked-up' } })
    await expect(update).rejects.toMatchObject({ code: 'SHIPMENT_NOT_FOUND', status: 404 })
  })
})

test('a caller without the credential learns nothing', async () => {
  const response = await service.app.request('/shipments', { headers: { 'nowait-member': randomUUIDv7() } })
  expect(response.status).toBe(401)
})
