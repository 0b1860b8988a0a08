/** The shelf as it is now: the demonstration goods with what has been sold, restocked and repriced since. */
import type { z } from 'zod'
import { demoCatalogue, type DemoProduct } from '@nowait/contract/demo-catalogue'
import { Problem } from '@nowait/contract/problem'
import {
  categories,
  type Product,
  type ProductCard,
  type ProductList,
  type ProductQuery,
  type Stock,
} from '@nowait/contract/product'
import type { Db } from './db.ts'

const byId = new Map(demoCatalogue.map((product) => [product.id, product]))
const bySlug = new Map(demoCatalogue.map((product) => [product.slug, product]))

export function goods(slug: string): DemoProduct {
  const product = bySlug.get(slug)
  if (!product) throw new Error(`The catalogue has no ${slug}`)
  return product
}

export function findProduct(db: Db, id: string): Product {
  const product = byId.get(id)
  if (!product) throw new Problem('PRODUCT_NOT_FOUND', { about: id })
  return { ...card(db, product), description: product.description }
}

export function priceOf(db: Db, id: string): number {
  return findProduct(db, id).price
}

/** Takes pieces off the shelf, or puts them back when negative. False, and nothing taken, when too few are left. */
export function take(db: Db, items: { productId: string; quantity: number }[], sign: 1 | -1 = 1): boolean {
  const left = (id: string) => findProduct(db, id).stock.left
  if (sign === 1 && items.some(({ productId, quantity }) => quantity > left(productId))) return false
  for (const { productId, quantity } of items) {
    db.shelf[productId] = { ...db.shelf[productId], left: left(productId) - sign * quantity }
  }
  return true
}

export function listProducts(db: Db, query: z.output<typeof ProductQuery>): ProductList {
  const found = demoCatalogue.filter((product) => matches(product, query.search ?? ''))
  const chosen = found
    .filter((product) => !query.category || product.category === query.category)
    .toSorted(sorts[query.sort])
  const first = (query.page - 1) * query.size
  return {
    items: chosen.slice(first, first + query.size).map((product) => card(db, product)),
    total: chosen.length,
    page: query.page,
    pages: Math.ceil(chosen.length / query.size),
    categories: categories.map((id) => ({
      id,
      count: found.filter((product) => product.category === id).length,
    })),
  }
}

const sorts: Record<z.output<typeof ProductQuery>['sort'], (a: DemoProduct, b: DemoProduct) => number> = {
  new: (a, b) => (a.listedAt < b.listedAt ? 1 : -1),
  popular: (a, b) => b.popularity - a.popularity,
  'price-up': (a, b) => a.price - b.price,
  'price-down': (a, b) => b.price - a.price,
}

function matches({ name, description }: DemoProduct, search: string): boolean {
  const text = [name.ko, name.en, description.ko, description.en].join(' ').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function card(
  db: Db,
  { id, slug, category, name, price, picture, stock, listedAt }: DemoProduct,
): ProductCard {
  const now = db.shelf[id]
  return {
    id,
    slug,
    category,
    name,
    price: now?.price ?? price,
    picture,
    stock: stockOf(now?.left ?? stock),
    listedAt,
  }
}

function stockOf(left: number): Stock {
  return { state: left === 0 ? 'sold-out' : left < 5 ? 'low' : 'in-stock', left }
}
