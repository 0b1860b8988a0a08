import type { Integration, Mode } from '@nowait/chassis/dispatch/integration'
import type { Wanted } from './target.ts'

/** The one integration of the lab, by whatever mode; its success is noted together with the end of the work. */
export const deliver = (
  mode: Mode,
  target: 'callOutside' | 'callWithoutKey' = 'callOutside',
): Integration => ({
  target: { module: new URL('./target.ts', import.meta.url).href, export: target },
  mode,
  deadlineMs: 5_000,
  // Enough for a restart of the database and for a job that ends its process again and again.
  retry: { attempts: 100, baseMs: 20, capMs: 300 },
  mayBeLost: true,
  async completed(tx, { payload }) {
    await tx`insert into completed (operation) values (${(payload as Wanted).operation})`
  },
})
