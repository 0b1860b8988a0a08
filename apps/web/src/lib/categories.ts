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

/** One thing that stands for each category. */
export const categoryPictures: Record<Category, string> = {
  kitchen: '/goods/gooseneck-kettle.svg',
  stationery: '/goods/linen-notebook.svg',
  lighting: '/goods/mushroom-lamp.svg',
  bags: '/goods/canvas-tote.svg',
  audio: '/goods/over-ear-headphones.svg',
  plants: '/goods/monstera.svg',
}
