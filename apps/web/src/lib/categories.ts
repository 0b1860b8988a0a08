import type { Category } from '@nowait/contract/product'

/** The categories in the order of the shop; the contract's own list would bring its schemas along. */
export const categories = Object.keys({
  kitchen: true,
  stationery: true,
  lighting: true,
  bags: true,
  audio: true,
  plants: true,
} satisfies Record<Category, true>) as Category[]
