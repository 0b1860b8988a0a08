export type DemoCategory = 'kitchen' | 'stationery' | 'lighting' | 'bags' | 'audio' | 'plants'

/** One product as it stands on a demonstration shelf. */
export interface ShelfRow {
  slug: string
  name: { ko: string; en: string }
  description: { ko: string; en: string }
  /** Whole won. */
  price: number
  stock: number
  /** ISO 8601, UTC. */
  listedAt: string
  /** Units sold so far; orders "popular first". */
  popularity: number
}

export interface DemoProduct extends ShelfRow {
  /** UUIDv7-shaped, made of the listing time and the slug: the same on every machine. */
  id: string
  category: DemoCategory
  /** Path of the picture on the shop's own origin. */
  picture: string
}
