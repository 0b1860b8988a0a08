import type { Integration, Mode } from '../integration.ts'

/** One integration that fails fast and notes its success. */
export const outsideCall = (mode: Mode, changes: Partial<Integration> = {}): Integration => ({
  target: { module: new URL('./targets.ts', import.meta.url).href, export: 'callOutside' },
  mode,
  deadlineMs: 10_000,
  retry: { attempts: 3, baseMs: 1, capMs: 1 },
  mayBeLost: true,
  async completed(tx, { result }) {
    await tx`insert into noted (name) values (${result as string})`
  },
  ...changes,
})
