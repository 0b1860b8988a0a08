import type { Shop } from './shop.ts'

/** What the front door has told members of their orders, beside what the order service has published. */
export interface News {
  /** Orders that were told of. */
  orders: number
  /** Published. */
  events: number
  /** Published and not yet told. */
  waiting: number
  /** Orders whose steps were told otherwise than they were published. */
  outOfOrder: number
  /** Orders told of more often than was published. */
  repeated: number
}

const statusOf: Record<string, string> = {
  'order.placed': 'awaiting-stock',
  'order.confirmed': 'confirmed',
  'order.rejected': 'rejected',
  'order.preparing': 'preparing',
  'order.shipped': 'shipped',
  'order.delivered': 'delivered',
  'order.cancel-requested': 'cancelling',
  'order.cancel-refused': 'shipped',
  'order.cancelled': 'cancelled',
}

export async function newsOfOrders({ owner: { sql } }: Shop): Promise<News> {
  const published = await sql<Published[]>`
    select aggregate as id, array_agg(type order by version) as types from (
      select aggregate, type, version from "order".event_log union all
      select aggregate, type, version from "order".outbox
    ) as event where type = any (${Object.keys(statusOf)}) group by aggregate`
  const told = await sql<Told[]>`
    select event->>'orderId' as id, array_agg(event->>'status' order by position) as statuses
    from bff.live where event->>'type' = 'order' and event->>'status' is not null group by 1`
  return newsOf(published, told)
}

interface Published {
  id: string
  /** In the order of their versions. */
  types: string[]
}

interface Told {
  id: string
  statuses: string[]
}

/** Holds what was told against what was published. */
export function newsOf(published: Published[], told: Told[]): News {
  const statuses = new Map(told.map((row) => [row.id, row.statuses]))
  const news: News = { orders: statuses.size, events: 0, waiting: 0, outOfOrder: 0, repeated: 0 }
  for (const { id, types } of published) {
    const have = statuses.get(id) ?? []
    const want = types.map((type) => statusOf[type])
    news.events += want.length
    news.waiting += Math.max(0, want.length - have.length)
    if (have.length > want.length) news.repeated++
    else if (have.some((status, nth) => status !== want[nth])) news.outOfOrder++
  }
  return news
}
