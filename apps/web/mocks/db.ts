/** The tables of the mock, kept in a browser's storage so that a reload finds them again. */
import type { LiveEvent, Member, Notification } from '@nowait/contract/bff'
import type { Order } from '@nowait/contract/order'
import type { PointEntry } from '@nowait/contract/point'
import type { Shipment } from '@nowait/contract/shipping'
import { seed } from './fixtures.ts'
import type { Persona } from './knobs.ts'
import type { RebuildBook } from './rebuild.ts'
import type { Workshops } from './workshop.ts'

export type Happening =
  | 'reserve'
  | 'open-shipment'
  | 'promise-points'
  | 'picked-up'
  | 'in-transit'
  | 'out-for-delivery'
  | 'delivered'
  | 'decide-cancel'

export interface Db {
  persona: Persona
  seededAt: number
  members: (Member & { password: string })[]
  session: { memberId: string; expiresAt: string } | null
  /** What has changed since the catalogue was printed. */
  shelf: Record<string, { left?: number; price?: number }>
  orders: { memberId: string; order: Order }[]
  shipments: { memberId: string; shipment: Shipment }[]
  points: { memberId: string; entry: PointEntry }[]
  notifications: { memberId: string; notification: Notification }[]
  /** Idempotency keys with the body they came with and the order they made. */
  keys: Record<string, { body: string; orderId: string }>
  /** Browsers that get pushes. */
  pushes: { id: string; memberId: string; endpoint: string; seenAt: string }[]
  live: { position: number; memberId: string; event: LiveEvent }[]
  /** What will happen to orders, and when. */
  due: { at: number; orderId: string; what: Happening }[]
  /** What the services do for later. */
  workshops: Workshops
  rebuild: RebuildBook
}

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface Store {
  /** Reads the tables, lets `run` read or change them, and keeps them. Synchronous, so that two tabs cannot mix. */
  use<T>(persona: Persona, run: (db: Db) => T): T
  reset(): void
}

const key = 'nowait-mock.db'
/** Raised when the tables change their shape: what an older mock has kept is thrown away. */
const shape = 7
const halfDay = 12 * 3600_000

export function openStore(storage: Shelf, now: () => number): Store {
  const fits = (db: Db & { shape: number }, persona: Persona) =>
    db.shape === shape && db.persona === persona && now() - db.seededAt < halfDay
  return {
    use(persona, run) {
      const kept = JSON.parse(storage.getItem(key) ?? 'null') as (Db & { shape: number }) | null
      const db = kept && fits(kept, persona) ? kept : { shape, ...seed(persona, now()) }
      const result = run(db)
      storage.setItem(key, JSON.stringify(db))
      return result
    },
    reset: () => storage.removeItem(key),
  }
}

/** A storage that forgets, for tests. */
export function memoryStorage(): Shelf {
  const values = new Map<string, string>()
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
  }
}
