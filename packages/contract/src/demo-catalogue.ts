/** The goods of the demonstration shop: the stack seeds them, the mock serves them. */
import { audio } from './demo/audio.ts'
import { bags } from './demo/bags.ts'
import type { DemoCategory, DemoProduct, ShelfRow } from './demo/demo-product.ts'
import { kitchen } from './demo/kitchen.ts'
import { lighting } from './demo/lighting.ts'
import { plants } from './demo/plants.ts'
import { stationery } from './demo/stationery.ts'

export type { DemoCategory, DemoProduct }

const shelves: Record<DemoCategory, readonly ShelfRow[]> = {
  kitchen,
  stationery,
  lighting,
  bags,
  audio,
  plants,
}

/** Every product, shelf by shelf. */
export const demoCatalogue: readonly DemoProduct[] = [
  ...shelf('kitchen'),
  ...shelf('stationery'),
  ...shelf('lighting'),
  ...shelf('bags'),
  ...shelf('audio'),
  ...shelf('plants'),
]

function shelf(category: DemoCategory): DemoProduct[] {
  return shelves[category].map((row) => ({
    ...row,
    id: idOf(row),
    category,
    picture: `/goods/${row.slug}.svg`,
  }))
}

/** Made of the row instead of its position, so that adding a product never renames the others. */
function idOf({ slug, listedAt }: ShelfRow): string {
  const time = Date.parse(listedAt).toString(16).padStart(12, '0')
  const rest = hash(`${slug}:a`) + hash(`${slug}:b`) + hash(`${slug}:c`)
  const version = `7${rest.slice(0, 3)}`
  const variant = `8${rest.slice(3, 6)}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest.slice(6, 18)}`
}

/** FNV-1a as eight hex digits. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}
