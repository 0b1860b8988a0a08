import { signal } from './signal.ts'

/** How My Page came about the last time, as its server says: kept ready (`projection`), or `live`, and why. */
export const pageSource = signal('projection')
