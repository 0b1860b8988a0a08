import type { Sql } from '@nowait/chassis/session'

const ordersOfMember = 20
/** Orders written by one statement. */
const atOnce = 20_000

const item = {
  productId: '0197a1b2-0000-7000-8000-000000000001',
  name: { ko: '새벽 머그', en: 'Dawn mug' },
  picture: '/goods/dawn-mug.svg',
  price: 18_000,
  quantity: 1,
}
const items = JSON.stringify([item, { ...item, name: { ko: '리넨 앞치마', en: 'Linen apron' } }])
const carrier = JSON.stringify({ ko: '하루택배', en: 'Haru Parcel' })
const step = { at: '2026-11-21T03:00:00.000Z', place: { ko: '대전 허브', en: 'Daejeon hub' } }
const steps = JSON.stringify(
  ['preparing', 'picked-up', 'in-transit', 'out-for-delivery', 'delivered'].map((one) => ({
    step: one,
    ...step,
  })),
)

/**
 * Fills the tables of all services up to `orders` orders of 20 a member, two pieces each, delivered, with their parcels
 * and points, and what the projection has made of them. `members` are among those who have them. In steps: one
 * transaction for all would not end (measured).
 */
export async function fill(sql: Sql, members: string[], orders: number): Promise<void> {
  const [{ known }] = await sql<[{ known: number }]>`select count(*)::int as known from "order".orders`
  for (let from = known; from < orders; from += atOnce)
    await fillSome(sql, members, { from, to: Math.min(orders, from + atOnce) })
  for (const table of [
    '"order".orders',
    'shipping.shipment',
    'point.point_entry',
    'mypage.fact',
    'mypage.page',
  ])
    await sql.unsafe(`analyze ${table}`)
}

async function fillSome(
  sql: Sql,
  members: string[],
  { from, to }: { from: number; to: number },
): Promise<void> {
  // As an id has it: a version and a variant.
  const idOf = (text: ReturnType<Sql>) =>
    sql`overlay(overlay(md5(${text}) placing '7' from 13) placing '8' from 17)::uuid`
  // The first members are those who ask, the others are there.
  const made = sql`
    select n, ${idOf(sql`'order ' || n`)} as id, '20261121-' || lpad(n::text, greatest(6, length(n::text)), '0') as number,
      coalesce((${members}::uuid[])[1 + (n - 1) / ${ordersOfMember}], ${idOf(sql`'member ' || (n - 1) / ${ordersOfMember}`)})
        as member_id,
      timestamptz '2026-11-21 03:00Z' as at
    from generate_series(${from + 1}::int, ${to}::int) as n`
  await sql`
    insert into "order".orders (id, seq, number, member_id, status, version, placed_at, total, points, items, ship_to,
      history)
    select id, n, number, member_id, 'delivered', 5, at, 36000, 360, ${items}::text::jsonb, '{}', '[]'
    from (${made}) as made`
  await sql`
    insert into shipping.shipment (order_id, member_id, state, carrier, tracking_number, expected_on, steps, version,
      opened_at)
    select id, member_id, 'delivered', ${carrier}::text::jsonb, '7' || n, date '2026-11-23', ${steps}::text::jsonb, 5, at
    from (${made}) as made`
  await sql`
    insert into point.point_entry (id, member_id, reference, state, reason, points, order_id, at, expires_on)
    select id, member_id, 'order:' || id, 'accrued', 'purchase', 360, id, at, date '2027-11-21' from (${made}) as made`
  await sql`
    insert into mypage.fact (generation, kind, id, member_id, version, state, sort, amount, until, body)
    select 1, kind, id, member_id, 5, state, sort, 360, until, body
    from (${made}) as made
    cross join lateral (values
      ('order', 'delivered', lpad(n::text, 15, '0') || ' ' || id, null::date,
        json_build_object('number', number, 'placedAt', '2026-11-21T03:00:00.000Z', 'items', ${items}::text::json,
          'total', 36000)),
      ('parcel', 'delivered', '2026-11-21T03:00:00.000Z ' || id, null,
        json_build_object('carrier', ${carrier}::text::json, 'trackingNumber', '7' || n, 'expectedOn', '2026-11-23',
          'steps', ${steps}::text::json)),
      ('entry', 'accrued', '2026-11-21T03:00:00.000Z ' || id, date '2027-11-21',
        json_build_object('id', id, 'reference', 'order:' || id, 'reason', 'purchase', 'orderId', id,
          'at', '2026-11-21T03:00:00.000Z'))
    ) as facts (kind, state, sort, until, body)`
  // Pages of those who do not ask are only as large as the others: theirs are made at their first look.
  await sql`
    insert into mypage.page (generation, member_id, version, etag, lines)
    select distinct 1, member_id, 1, '', repeat(md5(member_id::text), 300) from (${made}) as made
    on conflict do nothing`
}
