import type { OrderStatus } from '@nowait/contract/order'
import { daysAfter } from '../day.ts'
import { days, documentOf, linesOf, type Selection, shown } from '../document.ts'
import type { NoticeBody, OrderBody } from '../facts.ts'
import { apply, type Fact, keyOf, type Kind, type Page } from '../page.ts'
import type { EventOf } from '@nowait/contract/events'

/** What the database chooses, from all facts of one member in memory: by other means, so that the two can be compared. */
export function selectInMemory(page: Page, today: string): Selection {
  const of = (kind: Kind) =>
    [...page.values()]
      .filter((fact) => fact.kind === kind && fact.version > 0)
      .toSorted((a, b) => (a.sort < b.sort ? 1 : -1))
  const entries = of('entry')
  const valid = entries.filter(({ state, until }) => state === 'accrued' && until! > today)
  const sum = (facts: Fact[]) => facts.reduce((total, { amount }) => total + amount, 0)
  const soon = valid.filter(({ until }) => until! <= daysAfter(today, days.expiring))
  const counts: Partial<Record<OrderStatus, number>> = {}
  for (const { state } of of('order')) counts[state as OrderStatus] = (counts[state as OrderStatus] ?? 0) + 1
  const numberOf = (orderId: string) => {
    const order = page.get(keyOf({ kind: 'order', id: orderId }))
    return order && order.version > 0 ? (order.body as OrderBody).number : ''
  }
  return {
    counts,
    orders: of('order').slice(0, shown.orders + 1),
    parcels: of('parcel')
      .filter(({ state, sort }) => state !== 'stopped' && sort > daysAfter(today, -days.parcels))
      .slice(0, shown.parcels),
    balance: sum(valid),
    pending: sum(entries.filter(({ state }) => state === 'pending')),
    expiring: [...Map.groupBy(soon, ({ until }) => until!)]
      .map(([on, facts]) => ({ points: sum(facts), on }))
      .toSorted((a, b) => (a.on < b.on ? -1 : 1)),
    entries: entries.slice(0, shown.entries + 1),
    unread: of('notice').filter(({ state }) => state === 'unread').length,
    notices: of('notice')
      .slice(0, shown.notices + 1)
      .map((notice) => ({ ...notice, orderNumber: numberOf((notice.body as NoticeBody).orderId) })),
  }
}

/** The page of one member after these deliveries, as bytes. */
export function linesAfter(deliveries: EventOf[], today: string): string {
  const page = deliveries.reduce<Page>(apply, new Map())
  return linesOf(documentOf(selectInMemory(page, today), today))
}
