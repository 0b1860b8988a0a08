import fc from 'fast-check'
import { eventSchemas } from '@nowait/contract/events'
import { Order as OrderAnswer } from '@nowait/contract/order'
import { checkJson } from '@nowait/contract/raw'
import { describe, expect, test } from 'vitest'
import { answerOf, handle, type Order, place } from './order.ts'
import type { OrderCommand } from './order-state.ts'

const draft = {
  id: '019cd000-0000-7000-8000-000000000001',
  number: '20261121-000123',
  memberId: '019cd000-0000-7000-8000-000000000002',
  placedAt: '2026-11-21T03:00:00.000Z',
  items: [
    {
      productId: '019cd000-0000-7000-8000-000000000003',
      name: { ko: '새벽 머그', en: 'Dawn Mug' },
      picture: '/goods/dawn-mug.svg',
      price: 18_000,
      quantity: 2,
    },
  ],
  total: 36_000,
  points: 360,
  shipTo: {
    name: '김하루',
    phone: '010-1234-5678',
    postalCode: '04524',
    address: '서울시 중구 세종대로 110',
  },
}
const later = '2026-11-21T03:00:01.000Z'

const command = fc.constantFrom<OrderCommand[]>(
  { type: 'confirm' },
  { type: 'reject', reason: 'PRODUCT_NOT_FOUND' },
  { type: 'cancel' },
  { type: 'advance', to: 'preparing' },
  { type: 'advance', to: 'shipped' },
  { type: 'advance', to: 'delivered' },
  { type: 'stop' },
  { type: 'refuse-cancel' },
)

describe('an order', () => {
  test('begins by awaiting stock, with everything in its first event but the address', () => {
    const { order, events } = place(draft)
    expect(order).toMatchObject({ version: 1, state: { status: 'awaiting-stock' } })
    expect(events).toEqual([
      {
        type: 'order.placed',
        aggregate: draft.id,
        version: 1,
        data: {
          memberId: draft.memberId,
          number: draft.number,
          items: draft.items,
          total: 36_000,
          points: 360,
          placedAt: draft.placedAt,
        },
      },
    ])
  })

  test('says why it was rejected, in its event and in its answer', () => {
    const outcome = handle(place(draft).order, { type: 'reject', reason: 'OUT_OF_STOCK' }, later)
    if (!outcome.ok) throw new Error('was refused')
    expect(outcome.events[0]?.data).toMatchObject({ reason: 'OUT_OF_STOCK' })
    expect(answerOf(outcome.order)).toMatchObject({ status: 'rejected', reason: 'OUT_OF_STOCK' })
  })

  test('has dense versions, one history entry an event, and speaks the contract, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        let { order, events }: { order: Order; events: { type: string; version: number; data: unknown }[] } =
          place(draft)
        for (const next of commands) {
          const outcome = handle(order, next, later)
          if (!outcome.ok) continue
          order = outcome.order
          events = [...events, ...outcome.events]
        }
        expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1))
        expect(order.version).toBe(events.length)
        expect(order.history).toHaveLength(events.length)
        checkJson(OrderAnswer, answerOf(order), 'order')
        for (const { type, data } of events)
          checkJson(eventSchemas[type as keyof typeof eventSchemas], data, type)
      }),
    )
  })
})
