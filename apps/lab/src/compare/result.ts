import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { machine } from '../machine.ts'
import type { Check } from './checks.ts'
import type { PageRun } from './pages.ts'
import type { Run } from './run-mode.ts'

export interface Skipped {
  mode: Mode
  reason: string
}

/** All of `npm run lab`, as `--json` writes it. */
export interface Result {
  at: string
  quick: boolean
  workers: number
  clients: number
  ownMs: number
  machine: ReturnType<typeof machine>
  /** Processes that wanted to run in the minute before. */
  load: number
  seconds: number
  runs: Run[]
  skipped: Skipped[]
  pages: PageRun[]
  /** Why the pages could not be compared. */
  failure?: string
  checks: Check[]
}
