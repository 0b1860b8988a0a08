import { setTimeout as pause } from 'node:timers/promises'
import { partitionOf } from '@nowait/chassis/events/partition-of'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import type { EventData, EventType } from '@nowait/contract/events'
import type { Shop } from './shop.ts'

const ordersOfMember = 10
const ordersAtOnce = 200

interface Recorded {
  id: string
  topic: string
  aggregate: string
  partition: number
  version: number
  type: EventType
  data: object
}

const readers = ['order', 'product', 'shipping', 'bff', 'mypage']
const logs = ['order', 'shipping']
/** By then every process has seen that its groups are held back. */
const pausedWithinMs = 2_500

/**
 * Writes the events of orders from placing to delivery into the logs, about so many, as if they had happened long ago: all
 * groups stand behind them, so that only a rebuild reads them. Groups are held back meanwhile; that of My Page stays so.
 */
export async function recordEvents({ owner: { sql } }: Shop, count: number): Promise<void> {
  await setPaused(readers, true)
  await pause(pausedWithinMs)
  for (let n = 0, written = 0; written < count; n += ordersAtOnce) {
    const events = Array.from({ length: ordersAtOnce }, (_, at) => eventsOf(n + at)).flat()
    for (const [topic, own] of Map.groupBy(events, (event) => event.topic)) await record(topic, own)
    written += events.length
  }
  for (const schema of readers)
    for (const source of logs)
      await sql`
        update ${sql(schema)}.consumer_offset
        set position = (select coalesce(max(seq), 0) from ${sql(source)}.event_log) where source = ${source}`
  await setPaused(
    readers.filter((schema) => schema !== 'mypage'),
    false,
  )

  async function setPaused(schemas: string[], paused: boolean): Promise<void> {
    for (const schema of schemas) await sql`update ${sql(schema)}.consumer_group set paused = ${paused}`
  }

  async function record(topic: string, events: Recorded[]): Promise<void> {
    const log = sql`${sql(topic)}.event_log`
    // The sequencer may write too: whoever comes second asks again for the next number.
    for (let tries = 1; ; tries++) {
      try {
        await sql`
          insert into ${log} (seq, id, topic, partition, aggregate, version, type, at, data)
          select (select coalesce(max(seq), 0) from ${log}) + row_number() over (), id, topic, partition, aggregate,
            version, type, now(), data
          from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as given (
            id uuid, topic text, partition smallint, aggregate text, version int, type text, data jsonb
          )`
        return
      } catch (error) {
        if (tries === 20) throw error
      }
    }
  }
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
