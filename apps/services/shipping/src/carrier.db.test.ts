import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '@nowait/chassis/testing/eventually'
import { deliverySteps } from '@nowait/contract/shipping'
import { moveDue, startCarrier } from './carrier.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

const stepMs = 20_000
let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
beforeEach(() => service.database.sql`delete from shipment`)
afterAll(() => service.drop())

/** Lets all parcels have rested for so long. */
const restFor = (ms: number) => service.database.sql`
  update shipment set moved_at = now() - make_interval(secs => ${ms / 1000})`

const states = async () => {
  const rows = await service.database.sql<{ state: string }[]>`select state from shipment`
  return rows.map(({ state }) => state)
}

test('a parcel is moved when it has rested long enough, not before', async () => {
  await service.open()
  await restFor(stepMs - 5_000)
  expect(await moveDue(service.database, stepMs)).toBe(0)
  await restFor(stepMs)
  expect(await moveDue(service.database, stepMs)).toBe(1)
  expect(await states()).toEqual(['picked-up'])
  expect(await moveDue(service.database, stepMs)).toBe(0)
})

test('a parcel that has arrived or was stopped rests for ever', async () => {
  const { orderId, trackingNumber } = await service.open()
  await service.clientOf().updateFromCarrier({ body: { trackingNumber, step: 'delivered' } })
  const stopped = await service.open()
  await service.stop(stopped.orderId)
  await restFor(10 * stepMs)
  expect(await moveDue(service.database, stepMs)).toBe(0)
  expect(await service.published(orderId)).toHaveLength(2)
})

test('several carriers at once move each parcel once, in versions without holes', async () => {
  const opened = []
  for (let i = 0; i < 60; i++) opened.push((await service.open()).orderId)
  for (const step of deliverySteps.slice(1)) {
    await restFor(stepMs)
    const moved = await Promise.all([1, 2, 3, 4].map(() => moveDue(service.database, stepMs)))
    // Who came when all were held had nothing to do; a last round takes what was left.
    const rest = await moveDue(service.database, stepMs)
    expect(moved.reduce((sum, count) => sum + count, rest)).toBe(60)
    expect(new Set(await states())).toEqual(new Set([step]))
  }
  for (const orderId of opened) {
    expect((await service.published(orderId)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5])
  }
})

test('the simulation brings a parcel to its door by itself, and ends when told', async () => {
  const { orderId, memberId } = await service.open()
  const carrier = startCarrier({
    database: service.database,
    stepMs: 1,
    log: service.log,
  })
  await eventually(async () => expect(await states()).toEqual(['delivered']))
  await carrier.stop()
  const { steps } = await service.clientOf(memberId).getShipment({ params: { orderId } })
  expect(steps.map(({ step }) => step)).toEqual(deliverySteps)
})

test('with a pace of 0 nothing moves by itself', async () => {
  await service.open()
  await restFor(10 * stepMs)
  await startCarrier({
    database: service.database,
    stepMs: 0,
    log: service.log,
  }).stop()
  expect(await states()).toEqual(['preparing'])
})
