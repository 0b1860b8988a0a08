import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { productRoutes } from './product.routes.ts'
import { Id, Instant, Localized, Won } from './values.ts'

export const categories = ['kitchen', 'stationery', 'lighting', 'bags', 'audio', 'plants'] as const
export const Category = z.enum(categories)
export type Category = z.infer<typeof Category>

/** `left` is what can be ordered now: stock less what is reserved. */
export const Stock = z.object({ state: z.enum(['in-stock', 'low', 'sold-out']), left: z.int().min(0) })
export type Stock = z.infer<typeof Stock>

/** A product as a list shows it. `picture` is a path on the shop's own origin. */
export const ProductCard = z
  .object({
    id: Id,
    slug: z.string(),
    category: Category,
    name: Localized,
    price: Won,
    picture: z.string(),
    stock: Stock,
    listedAt: Instant,
  })
  .meta({ id: 'ProductCard' })
export type ProductCard = z.infer<typeof ProductCard>

export const Product = ProductCard.extend({ description: Localized }).meta({ id: 'Product' })
export type Product = z.infer<typeof Product>

export const productSorts = ['new', 'popular', 'price-up', 'price-down'] as const

export const ProductQuery = z.object({
  search: z.string().trim().max(100).optional(),
  category: Category.optional(),
  sort: z.enum(productSorts).default('popular'),
  page: z.coerce.number<number>().int().min(1).max(1000).default(1),
  size: z.coerce.number<number>().int().min(1).max(60).default(24),
})
export type ProductQuery = z.infer<typeof ProductQuery>

export const ProductList = z
  .object({
    items: z.array(ProductCard),
    total: z.int().min(0),
    page: z.int().min(1),
    pages: z.int().min(0),
    /** How many products match the search in each category, whatever category was asked for. */
    categories: z.array(z.object({ id: Category, count: z.int().min(0) })),
  })
  .meta({ id: 'ProductList' })
export type ProductList = z.infer<typeof ProductList>

export const Quantity = z.int().min(1).max(99)

/** Pieces of one order; asking again for the same order gives the same reservation. */
export const Reservation = z
  .object({
    orderId: Id,
    state: z.enum(['reserved', 'released']),
    /** So long they are held at least, from when they were asked for; an order confirmed later has to ask again. */
    heldMs: z.int().min(0),
  })
  .meta({ id: 'Reservation' })

const byId = z.object({ id: Id })

export const productApi = defineApi(productRoutes)({
  listProducts: endpoint({
    summary: 'The catalogue: search in both languages, one category, sorted, page by page',
    access: 'service',
    query: ProductQuery,
    response: ProductList,
  }),
  getProduct: endpoint({
    summary: 'One product',
    access: 'service',
    params: byId,
    response: Product,
    errors: ['PRODUCT_NOT_FOUND'],
  }),
  reserveStock: endpoint({
    summary: 'Reserve the pieces of an order, all or none; the order id makes it safe to repeat',
    access: 'service',
    params: z.object({ orderId: Id }),
    body: z.strictObject({
      items: z
        .array(z.strictObject({ productId: Id, quantity: Quantity }))
        .min(1)
        .max(50),
    }),
    response: Reservation,
    errors: ['OUT_OF_STOCK', 'PRODUCT_NOT_FOUND'],
  }),
  restockProduct: endpoint({
    summary: 'Put pieces on the shelf',
    access: 'service',
    params: byId,
    body: z.strictObject({ pieces: z.int().min(1).max(10_000) }),
    response: Product,
    errors: ['PRODUCT_NOT_FOUND'],
  }),
  changePrice: endpoint({
    summary: 'Change the price; orders already placed keep theirs',
    access: 'service',
    params: byId,
    body: z.strictObject({ price: Won.min(100).max(100_000_000) }),
    response: Product,
    errors: ['PRODUCT_NOT_FOUND'],
  }),
})
