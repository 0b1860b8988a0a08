import { partitionOf } from '@nowait/chassis/events/partition-of'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import type { EventData, EventType } from '@nowait/contract/events'
import type { Shop } from './shop.ts'

const ordersOfMember = 10
const atOnce = 2_000

interface Recorded {
  id: string
  topic: string
  aggregate: string
  partition: number
  version: number
  type: EventType
  data: object
}

/**
 * Writes the events of orders from placing to delivery into the logs, about so many, as if they had happened long ago:
 * the group of My Page is paused and stands behind them, so that only a rebuild reads them.
 */
export async function recordEvents({ owner: { sql } }: Shop, count: number): Promise<void> {
  await sql`update mypage.consumer_group set paused = true`
  let written = 0
  for (let n = 0; written < count; n += atOnce / 10) {
    const events = Array.from({ length: atOnce / 10 }, (_, at) => eventsOf(n + at)).flat()
    for (const [topic, own] of Map.groupBy(events, (event) => event.topic)) {
      await sql`
        insert into ${sql(topic)}.event_log (seq, id, topic, partition, aggregate, version, type, at, data)
        select (select coalesce(max(seq), 0) from ${sql(topic)}.event_log) + row_number() over (), id, topic, partition,
          aggregate, version, type, now(), data
        from jsonb_to_recordset(${JSON.stringify(own)}::text::jsonb) as given (
          id uuid, topic text, partition smallint, aggregate text, version int, type text, data jsonb
        )`
    }
    written += events.length
  }
  for (const source of ['order', 'shipping'])
    await sql`
      update mypage.consumer_offset
      set position = (select coalesce(max(seq), 0) from ${sql(source)}.event_log)
      where consumer_group = 'mypage' and source = ${source}`
}

let member = uuidv7()

function eventsOf(n: number): Recorded[] {
  if (n % ordersOfMember === 0) member = uuidv7()
  const memberId = member
  const orderId = uuidv7()
  const versions = new Map<string, number>()
  const events: Recorded[] = []
  const tell = <T extends EventType>(topic: string, aggregate: string, type: T, data: EventData<T>) => {
    const version = (versions.get(topic + aggregate) ?? 0) + 1
    versions.set(topic + aggregate, version)
    events.push({ id: uuidv7(), topic, aggregate, partition: partitionOf(aggregate), version, type, data })
  }
  const of = { memberId, number: `20251121-${String(1_000_000 + n)}` }
  const parcel = { memberId, orderId }
  const points = { ...parcel, points: 360 }
  const place = { ko: '대전 허브', en: 'Daejeon hub' }
  const item = {
    productId: orderId,
    quantity: 2,
    price: 18_000,
    name: { ko: '머그', en: 'Mug' },
    picture: '/goods/dawn-mug.svg',
  }
  const placedAt = '2025-11-21T03:00:00.000Z'
  tell('order', orderId, 'order.placed', { ...of, items: [item], total: 36_000, points: 360, placedAt })
  tell('order', orderId, 'order.confirmed', { ...of, total: 36_000, points: 360 })
  tell('order', `points:${orderId}`, 'points.requested', points)
  const carrier = { ko: '하루택배', en: 'Haru Parcel' }
  tell('shipping', orderId, 'shipment.opened', {
    ...parcel,
    carrier,
    trackingNumber: `7${n}`,
    expectedOn: '2025-11-23',
  })
  tell('order', orderId, 'order.preparing', of)
  for (const step of ['picked-up', 'in-transit', 'out-for-delivery', 'delivered'] as const)
    tell('shipping', orderId, 'shipment.moved', { ...parcel, step, place })
  tell('order', orderId, 'order.shipped', of)
  tell('order', orderId, 'order.delivered', { ...of, points: 360 })
  tell('order', `points:${orderId}`, 'points.accrued', points)
  return events
}
