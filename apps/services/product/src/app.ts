import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { serviceApi } from '@nowait/chassis/service'
import { Problem } from '@nowait/contract/problem'
import { categories, type Category, productApi } from '@nowait/contract/product'
import { holdFor } from './overdue.ts'
import { answerOf, cardOf, changePrice } from './product.ts'
import {
  addStock,
  countByCategory,
  findProduct,
  type Hold,
  listProducts,
  lockProduct,
  openReservation,
  takeStock,
  updatePrice,
} from './store.ts'

export interface Deps {
  database: Database
  /** Credential of this service. */
  token: string
  log: Log
  /** Check answers against the contract. */
  check?: boolean
  /** How long pieces are held for an order. */
  hold?: Hold
}

const notFound = (id: string) => new Problem('PRODUCT_NOT_FOUND', { about: id })

export function createApp({ database, token, log, check, hold = holdFor() }: Deps) {
  return serviceApi(productApi, { token, log, check })({
    listProducts: async ({ query }) => {
      const [products, counts] = await Promise.all([
        listProducts(database.sql, query),
        countByCategory(database.sql, query.search),
      ])
      const countOf = (id: Category) => counts.find((known) => known.id === id)?.count ?? 0
      const asked: readonly Category[] = query.category ? [query.category] : categories
      const total = asked.reduce((sum, id) => sum + countOf(id), 0)
      return {
        items: products.map(cardOf),
        total,
        page: query.page,
        pages: Math.ceil(total / query.size),
        categories: categories.map((id) => ({ id, count: countOf(id) })),
      }
    },

    getProduct: async ({ params: { id } }) => {
      const product = await findProduct(database.sql, id)
      if (!product) throw notFound(id)
      return answerOf(product)
    },

    reserveStock: ({ params: { orderId }, body: { items } }) =>
      database.transaction(async (tx) => {
        const state = await openReservation(tx, orderId, items, hold)
        if (state === 'released') return { orderId, state, heldMs: 0 }
        if (state === 'reserved') return { orderId, state, heldMs: hold.heldMs }
        const taken = await takeStock(tx, items)
        // Thrown inside the transaction: nothing of a reservation that is not whole remains.
        if (!taken.ok) throw new Problem(taken.problem, { about: taken.about })
        return { orderId, state: 'reserved' as const, heldMs: hold.heldMs }
      }),

    restockProduct: ({ params: { id }, body: { pieces } }) =>
      database.transaction(async (tx) => {
        const product = await addStock(tx, id, pieces)
        if (!product) throw notFound(id)
        return answerOf(product)
      }),

    changePrice: ({ params: { id }, body: { price } }) =>
      database.transaction(async (tx) => {
        const locked = await lockProduct(tx, id)
        if (!locked) throw notFound(id)
        const { product, event } = changePrice(locked, price)
        if (event) await updatePrice(tx, event)
        return answerOf(product)
      }),
  })
}
