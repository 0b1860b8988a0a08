import { createStore, del, update } from 'idb-keyval'
import type { Shelf } from './db.ts'

const key = 'tables'

/**
 * Kept by the browser, for all tabs. In IndexedDB, because its transactions wait for each other: tabs may be processes
 * of their own, and what one reads from localStorage can be older than what another has just written.
 */
export function browserShelf(): Shelf {
  const store = createStore('nowait-mock', 'db')
  return {
    change: (run) => update(key, run, store),
    clear: () => del(key, store),
  }
}
