import { setTimeout as pause } from 'node:timers/promises'
import type { SignedIn } from './members.ts'
import type { Shop } from './shop.ts'

const shipTo = {
  name: '김하늘',
  phone: '010-1234-5678',
  postalCode: '04038',
  address: '서울 마포구 양화로 45',
}

export interface Placed {
  id: string
  status: string
  /** How long it took until the last byte, ms. */
  ms: number
}

/** More of the first product of the catalogue than anybody will order; gives its id. */
export async function stockUp({ owner }: Shop): Promise<string> {
  const [row] = await owner.sql<[{ id: string }]>`
    update product.product set stock = 1000000 where id = (select min(id::text)::uuid from product.product)
    returning id`
  return row.id
}

/** @throws Error with the answer when it was not 2xx, or none came. */
export async function placeOrder({ url }: Shop, { cookie }: SignedIn, productId: string): Promise<Placed> {
  const start = performance.now()
  const answer = await post(`${url}/api/orders`, cookie, { items: [{ productId, quantity: 1 }], shipTo })
  const { id, status } = JSON.parse(answer) as { id: string; status: string }
  return { id, status, ms: performance.now() - start }
}

/** Orders as somebody who wants it: again and again under one key until there is an answer. Gives the order's id. */
export async function insistOnOrder(
  { url }: Shop,
  { cookie }: SignedIn,
  productId: string,
  giveUpMs = 120_000,
): Promise<string> {
  const [key, giveUpAt] = [crypto.randomUUID(), performance.now() + giveUpMs]
  for (;;) {
    try {
      const body = { items: [{ productId, quantity: 1 }], shipTo }
      return (JSON.parse(await post(`${url}/api/orders`, cookie, body, key)) as { id: string }).id
    } catch (error) {
      if (performance.now() > giveUpAt) throw error
      await pause(50 + Math.random() * 250)
    }
  }
}

/** @throws Error with the answer when it was not 2xx, or none came. */
export async function cancelOrder({ url }: Shop, { cookie }: SignedIn, id: string): Promise<void> {
  await post(`${url}/api/orders/${id}/cancel`, cookie)
}

/** What the shop answered to a member's POST. */
export async function post(
  url: string,
  cookie: string,
  body?: object,
  key: string = crypto.randomUUID(),
): Promise<string> {
  const headers = {
    cookie,
    'x-csrf': '1',
    'idempotency-key': key,
    ...(body && { 'content-type': 'application/json' }),
  }
  const signal = AbortSignal.timeout(30_000)
  const answer = await fetch(url, { method: 'POST', headers, signal, body: body && JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`)
  return text
}
