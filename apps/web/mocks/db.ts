/** The tables of the mock, kept so that a reload and other tabs find them again. */
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

/** Where the tables are kept. */
export interface Shelf {
  /**
   * Hands over what is kept, and keeps what comes back. Nobody gets in between, in this tab or another; when `run` throws
   * all stays as it was.
   */
  change(run: (kept: unknown) => unknown): Promise<void>
  clear(): Promise<void>
}

export interface Store {
  /** Reads the tables, lets `run` read or change them, and keeps them: one after the other, whoever asks. */
  use<T>(persona: Persona, run: (db: Db) => T): Promise<T>
  reset(): Promise<void>
}

/** Raised when the tables change their shape: what an older mock has kept is thrown away. */
const shape = 7
const halfDay = 12 * 3600_000

type Kept = Db & { shape: number }

export function openStore(shelf: Shelf, now: () => number): Store {
  const fits = (kept: Kept | undefined, persona: Persona): kept is Kept =>
    kept?.shape === shape && kept.persona === persona && now() - kept.seededAt < halfDay
  return {
    async use<T>(persona: Persona, run: (db: Db) => T) {
      let result!: T
      await shelf.change((kept) => {
        const found = kept as Kept | undefined
        const db = fits(found, persona) ? found : { shape, ...seed(persona, now()) }
        result = run(db)
        return db
      })
      return result
    },
    reset: () => shelf.clear(),
  }
}

/** Forgets all with the process, for tests. */
export function memoryShelf(): Shelf {
  let kept: unknown
  return {
    change: async (run) => void (kept = structuredClone(run(structuredClone(kept)))),
    clear: async () => void (kept = undefined),
  }
}
