import type { Sql, Tx } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import type { Category, ProductQuery } from '@nowait/contract/product'
import type { Localized } from '@nowait/contract/values'
import { inLockOrder, type Line, type PriceChange, type Product, searchPatterns } from './product.ts'

type Reader = Sql | Tx

interface ProductRow extends Omit<Product, 'name' | 'description' | 'listedAt'> {
  nameKo: string
  nameEn: string
  descriptionKo: string
  descriptionEn: string
  listedAt: Date
}

const columns = (sql: Reader) => sql`
  id, slug, category, name_ko as "nameKo", name_en as "nameEn", description_ko as "descriptionKo",
  description_en as "descriptionEn", price, stock, picture, listed_at as "listedAt", version`

export async function findProduct(sql: Reader, id: string): Promise<Product | undefined> {
  const [row] = await sql<ProductRow[]>`select ${columns(sql)} from product where id = ${id}`
  return row && productOf(row)
}

/** Keeps others off the product until the transaction ends. */
export async function lockProduct(tx: Tx, id: string): Promise<Product | undefined> {
  const [row] = await tx<ProductRow[]>`select ${columns(tx)} from product where id = ${id} for update`
  return row && productOf(row)
}

/** One page of what matches search and category. */
export async function listProducts(sql: Reader, query: ProductQuery): Promise<Product[]> {
  const rows = await sql<ProductRow[]>`
    select ${columns(sql)} from product
    where ${matches(sql, query.search)} ${query.category ? sql`and category = ${query.category}` : sql``}
    order by ${orderOf(sql, query.sort)}, id desc
    limit ${query.size} offset ${(query.page - 1) * query.size}`
  return rows.map(productOf)
}

/** How many products match the search, by category. */
export async function countByCategory(
  sql: Reader,
  search: string | undefined,
): Promise<{ id: Category; count: number }[]> {
  return sql<{ id: Category; count: number }[]>`
    select category as id, count(*)::int as count from product where ${matches(sql, search)} group by category`
}

const matches = (sql: Reader, search: string | undefined) => sql`
  search_text like all (select lower(pattern) from unnest(${searchPatterns(search)}::text[]) as pattern)`

function orderOf(sql: Reader, sort: ProductQuery['sort']) {
  switch (sort) {
    case 'new':
      return sql`listed_at desc`
    case 'popular':
      return sql`popularity desc`
    case 'price-up':
      return sql`price`
    case 'price-down':
      return sql`price desc`
  }
}

/** Puts pieces on the shelf; undefined when there is no such product. */
export async function addStock(tx: Tx, id: string, pieces: number): Promise<Product | undefined> {
  const [row] = await tx<ProductRow[]>`
    update product set stock = stock + ${pieces} where id = ${id} returning ${columns(tx)}`
  return row && productOf(row)
}

/** Writes a new price with its event. The product has to be locked. */
export async function updatePrice(tx: Tx, event: PriceChange): Promise<void> {
  await tx`update product set price = ${event.data.price}, version = ${event.version} where id = ${event.aggregate}`
  await publish(tx, event)
}

/** How long pieces are promised, and how much later order is asked what became of them: no commit takes that long, ms. */
export interface Hold {
  heldMs: number
  graceMs: number
}

/**
 * Begins the reservation of an order, or gives the state of the one that exists (after waiting for its end). Asking again
 * prolongs it; one that has expired begins anew.
 */
export async function openReservation(
  tx: Tx,
  orderId: string,
  items: Line[],
  { heldMs, graceMs }: Hold,
): Promise<'opened' | 'reserved' | 'released'> {
  const lookAt = tx`clock_timestamp() + make_interval(secs => ${(heldMs + graceMs) / 1000})`
  const opened = await tx`
    insert into reservation as kept (order_id, state, items, look_at)
    values (${orderId}, 'reserved', ${tx.json(items)}, ${lookAt})
    on conflict (order_id) do update set state = 'reserved', items = excluded.items, look_at = excluded.look_at
      where kept.state = 'expired'
    returning 1`
  if (opened.length > 0) return 'opened'
  const [row] = await tx<{ state: 'reserved' | 'sold' | 'released' }[]>`
    update reservation set look_at = ${lookAt} where order_id = ${orderId} returning state`
  return row!.state === 'released' ? 'released' : 'reserved'
}

export type Taken = { ok: true } | { ok: false; problem: 'OUT_OF_STOCK' | 'PRODUCT_NOT_FOUND'; about: string }

/** Takes all pieces off the shelf. At the first product that has too few the rest is left; roll back then. */
export async function takeStock(tx: Tx, items: Line[]): Promise<Taken> {
  for (const { productId, quantity } of inLockOrder(items)) {
    const taken = await tx`
      update product set stock = stock - ${quantity} where id = ${productId} and stock >= ${quantity} returning 1`
    if (taken.length > 0) continue
    const known = await findProduct(tx, productId)
    return { ok: false, problem: known ? 'OUT_OF_STOCK' : 'PRODUCT_NOT_FOUND', about: productId }
  }
  return { ok: true }
}

/**
 * Ends the reservation of an order and puts its pieces back, once. Leaves a mark where there was none, for the
 * reservation that comes after its order has ended.
 */
export async function releaseStock(tx: Tx, orderId: string): Promise<void> {
  const [ended] = await tx<{ items: Line[] }[]>`
    insert into reservation as kept (order_id, state, items) values (${orderId}, 'released', '[]')
    on conflict (order_id) do update set state = 'released' where kept.state <> 'released'
    returning items`
  await putBack(tx, ended?.items ?? [])
}

/**
 * Ends a reservation whose time is over while its order still waits, and puts its pieces back; the order may reserve
 * again. Nothing happens when it was prolonged or ended meanwhile.
 */
export async function expireReservation(tx: Tx, orderId: string): Promise<void> {
  const [overdue] = await tx<{ items: Line[] }[]>`
    select items from reservation
    where order_id = ${orderId} and state = 'reserved' and look_at <= clock_timestamp() for update`
  if (!overdue) return
  // Without items, so that whatever ends it next puts nothing back again.
  await tx`update reservation set state = 'expired', items = '[]' where order_id = ${orderId}`
  await putBack(tx, overdue.items)
}

async function putBack(tx: Tx, items: Line[]): Promise<void> {
  for (const { productId, quantity } of inLockOrder(items))
    await tx`update product set stock = stock + ${quantity} where id = ${productId}`
}

/** The order was confirmed: its pieces do not come back by themselves. Throws when they already have. */
export async function sellReserved(tx: Tx, orderId: string): Promise<void> {
  const [row] = await tx<{ state: string }[]>`
    select state from reservation where order_id = ${orderId} for update`
  if (row?.state === 'expired')
    throw new Error(`Order ${orderId} was confirmed after its reservation had expired`)
  if (row?.state === 'reserved') await tx`update reservation set state = 'sold' where order_id = ${orderId}`
}

/** Orders whose reservation has passed its time, the longest ago first. */
export async function listOverdue(sql: Reader, limit: number): Promise<string[]> {
  const rows = await sql<{ orderId: string }[]>`
    select order_id as "orderId" from reservation where state = 'reserved' and look_at <= clock_timestamp()
    order by look_at limit ${limit}`
  return rows.map(({ orderId }) => orderId)
}

/** Leaves a reservation alone for so long, ms: nobody can say what became of its order. */
export async function lookLater(sql: Reader, orderId: string, ms: number): Promise<void> {
  await sql`
    update reservation set look_at = clock_timestamp() + make_interval(secs => ${ms / 1000}) where order_id = ${orderId}`
}

export interface NewProduct {
  id: string
  slug: string
  category: Category
  name: Localized
  description: Localized
  price: number
  stock: number
  picture: string
  listedAt: string
  popularity: number
}

/** Lists a product and publishes it; nothing happens when it is listed already. Says whether it was new. */
export async function insertProduct(tx: Tx, product: NewProduct): Promise<boolean> {
  const { id, slug, category, name, description, price, stock, picture, listedAt, popularity } = product
  const inserted = await tx`
    insert into product (id, slug, category, name_ko, name_en, description_ko, description_en, price, stock, picture,
      listed_at, popularity, version)
    values (${id}, ${slug}, ${category}, ${name.ko}, ${name.en}, ${description.ko}, ${description.en}, ${price},
      ${stock}, ${picture}, ${listedAt}, ${popularity}, 1)
    on conflict (id) do nothing returning 1`
  if (inserted.length === 0) return false
  const data = { name, price, picture, category }
  await publish(tx, { type: 'product.listed', aggregate: id, version: 1, data })
  return true
}

function productOf({ nameKo, nameEn, descriptionKo, descriptionEn, listedAt, ...row }: ProductRow): Product {
  return {
    ...row,
    name: { ko: nameKo, en: nameEn },
    description: { ko: descriptionKo, en: descriptionEn },
    listedAt: listedAt.toISOString(),
  }
}
