import { freePort } from '@nowait/chassis/testing/free-port'
import { eventually } from '@nowait/chassis/testing/eventually'
import { type Apart, startApart } from './apart.ts'
import { type Gate, startGate } from './gate.ts'
import type { Measure, Prepared } from './measure.ts'
import { type Placed, placeOrder } from './orders.ts'
import { makeMembers, type SignedIn, signIn } from './members.ts'
import type { Shop } from './shop.ts'

/** A shop whose product service stands apart from it, behind a gate, and can be slow, hang, die and return. */
export interface ShopBehindGate extends Shop {
  gate: Gate
  product: Apart
  /** Members who order. */
  members: SignedIn[]
}

export type MeasureBehindGate = (shop: ShopBehindGate, options: Parameters<Measure>[1]) => ReturnType<Measure>

/** `members` sign in before it begins; `settings` are of the shop's processes. */
export const withProductApart =
  (measure: MeasureBehindGate, members: number, settings: Record<string, string> = {}) =>
  async (): Promise<Prepared> => {
    const [port, token] = [String(await freePort()), crypto.randomUUID()]
    const gate = await startGate(`http://127.0.0.1:${port}`)
    return {
      env: { ...settings, PRODUCT_URL: gate.url, PRODUCT_TOKEN: token },
      stop: () => gate.stop(),
      async measure(shop, options) {
        const { order } = shop.services
        const product = await startApart('product', {
          PORT: port,
          PRODUCT_TOKEN: token,
          DATABASE_URL: shop.databaseOf('product'),
          ORDER_URL: order.url,
          ORDER_TOKEN: order.token,
        })
        try {
          options.tell('members sign in')
          const signedIn: SignedIn[] = []
          for (const member of await makeMembers(shop, members)) signedIn.push(await signIn(shop, member))
          return await measure({ ...shop, gate, product, members: signedIn }, options)
        } finally {
          await product.stop()
        }
      },
    }
  }

/** Resolves once order knows the product, so that it can be ordered. */
export const untilKnown = (shop: ShopBehindGate, productId: string): Promise<Placed> =>
  eventually(() => placeOrder(shop, shop.members[0]!, productId), { withinMs: 30_000 })
