import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endOverdue } from './overdue.ts'
import { sellReserved } from './store.ts'
import { startTestApp } from './testing/test-app.ts'

let service: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

type Ends = 'none' | 'reserved' | 'sold' | 'expired' | 'released'

/** What the shelf and the orders have to be, told in a few lines and without a database. */
interface Model {
  stock: number[]
  orders: { state: Ends; items: number[] }[]
}

type Step =
  | { do: 'reserve'; order: number; items: number[] }
  | { do: 'confirm' | 'cancel' | 'expire'; order: number }
  | { do: 'restock'; product: number; pieces: number }

const [products, orders] = [2, 3]
const order = fc.nat(orders - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      order,
      // Pieces of each product; of at least one.
      items: fc
        .array(fc.nat(4), { minLength: products, maxLength: products })
        .filter((items) => items.some((pieces) => pieces > 0)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('confirm', 'cancel', 'expire'), order }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restock' as const),
      product: fc.nat(products - 1),
      pieces: fc.integer({ min: 1, max: 5 }),
    }),
  },
)

/** Carries a step out on the model; what the service has to answer to a reservation. */
function foresee({ stock, orders }: Model, step: Step): string | undefined {
  if (step.do === 'restock') return void (stock[step.product]! += step.pieces)
  const known = orders[step.order]!
  const put = (sign: 1 | -1) => known.items.forEach((pieces, nth) => (stock[nth]! += sign * pieces))
  switch (step.do) {
    case 'reserve':
      if (known.state === 'released') return 'released'
      if (known.state === 'reserved' || known.state === 'sold') return 'reserved'
      if (step.items.some((pieces, nth) => pieces > stock[nth]!)) return 'OUT_OF_STOCK'
      Object.assign(known, { state: 'reserved', items: step.items })
      put(-1)
      return 'reserved'
    case 'confirm':
      if (known.state === 'reserved') known.state = 'sold'
      return
    case 'expire':
      if (known.state !== 'reserved') return
      known.state = 'expired'
      return put(1) as undefined
    case 'cancel':
      if (known.state === 'reserved' || known.state === 'sold') put(1)
      known.state = 'released'
  }
}

/** A shelf of its own, and how steps are carried out on it. */
async function openShelf(stock: number[]) {
  const shelf = await Promise.all(stock.map((pieces) => service.list({ stock: pieces })))
  const ids = Array.from({ length: orders }, () => randomUUIDv7())
  const waiting = { ...service, orders: { statusOf: async () => 'awaiting-stock' as const } }

  async function carryOut(step: Step): Promise<string | undefined> {
    if (step.do === 'restock') {
      await service.client.restockProduct({
        params: { id: shelf[step.product]! },
        body: { pieces: step.pieces },
      })
      return
    }
    const id = ids[step.order]!
    switch (step.do) {
      case 'reserve': {
        const lines = step.items.flatMap((pieces, nth) =>
          pieces > 0 ? [[shelf[nth]!, pieces] as const] : [],
        )
        return service
          .reserve(id, ...lines.map(([product, pieces]): [string, number] => [product, pieces]))
          .then(
            ({ state }) => state,
            ({ code }: { code: string }) => code,
          )
      }
      case 'cancel':
        return void (await service.release(id))
      case 'confirm':
        // Order confirms only what is held for it.
        return void (await service.database.transaction((tx) => sellReserved(tx, id)).catch(ifExpired))
      case 'expire':
        await service.letPass(id)
        return void (await endOverdue(waiting))
    }
  }
  const left = () => Promise.all(shelf.map(service.left))
  const held = async () => {
    const rows = await service.database.sql<{ items: { productId: string; quantity: number }[] }[]>`
      select items from reservation where order_id = any(${ids}::uuid[]) and state in ('reserved', 'sold')`
    const lines = rows.flatMap(({ items }) => items)
    return shelf.map((id) =>
      lines.filter(({ productId }) => productId === id).reduce((sum, { quantity }) => sum + quantity, 0),
    )
  }
  const states = async (): Promise<Ends[]> => {
    const rows = await service.database.sql<{ id: string; state: Ends }[]>`
      select order_id as id, state from reservation where order_id = any(${ids}::uuid[])`
    return ids.map((id) => rows.find((row) => row.id === id)?.state ?? 'none')
  }
  return { carryOut, left, held, states }
}

function ifExpired(error: unknown): void {
  if (!String(error).endsWith('had expired')) throw error
}

const shelves = fc.array(fc.nat(12), { minLength: products, maxLength: products })
/** Long enough that the same orders meet all kinds of ends. */
const steps = fc.array(step, { minLength: 15, maxLength: 30 })
const rounds = fc.array(fc.array(step, { minLength: 2, maxLength: 8, size: 'max' }), {
  minLength: 4,
  maxLength: 8,
})
const runs = { numRuns: 25, interruptAfterTimeLimit: 40_000 }

test('whatever is asked in whatever order, stock and reservations are what the model says', async () => {
  await fc.assert(
    fc.asyncProperty(shelves, steps, async (stock, steps) => {
      const shelf = await openShelf(stock)
      const model: Model = {
        stock: [...stock],
        orders: Array.from({ length: orders }, () => ({ state: 'none', items: [] })),
      }
      for (const each of steps) expect(await shelf.carryOut(each)).toBe(foresee(model, each))
      expect(await shelf.left()).toEqual(model.stock)
      expect(await shelf.states()).toEqual(model.orders.map(({ state }) => state))
    }),
    runs,
  )
}, 60_000)

test('whatever is asked at the same time, no piece is lost, made up or promised twice', async () => {
  await fc.assert(
    fc.asyncProperty(shelves, rounds, async (stock, rounds) => {
      const shelf = await openShelf(stock)
      const all = [...stock]
      for (const steps of rounds) {
        await Promise.all(steps.map(shelf.carryOut))
        for (const each of steps) if (each.do === 'restock') all[each.product]! += each.pieces
      }
      const [left, held] = [await shelf.left(), await shelf.held()]
      expect(left.map((pieces, nth) => pieces + held[nth]!)).toEqual(all)
    }),
    runs,
  )
}, 60_000)
