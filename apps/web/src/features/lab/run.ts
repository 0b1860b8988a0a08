import type { LabEvent, LabKnobs, LabResult } from '@nowait/contract/lab'
import type { Trouble } from '../../lib/api.ts'

export type Tick = Extract<LabEvent, { type: 'tick' }>
type Started = Extract<LabEvent, { type: 'started' }>

/** What is known of a run: everything that was said of it so far. */
export interface Run {
  state: 'idle' | 'preparing' | 'running' | 'settling' | 'done' | 'failed' | 'cut' | 'stopped' | 'refused'
  knobs: LabKnobs
  started?: Started
  ticks: readonly Tick[]
  /** What is still to happen while it settles. */
  pending: number
  result?: LabResult
  /** Why it was refused. */
  trouble?: Trouble
}

export const idleRun = (knobs: LabKnobs): Run => ({ state: 'idle', knobs, ticks: [], pending: 0 })

export const isUnderWay = ({ state }: Run): boolean =>
  state === 'preparing' || state === 'running' || state === 'settling'

/** The run after it has said something more. */
export function heard(run: Run, event: LabEvent): Run {
  switch (event.type) {
    case 'preparing':
      return run
    case 'started':
      return { ...run, state: 'running', started: event }
    case 'tick':
      return { ...run, state: 'running', ticks: [...run.ticks, event] }
    case 'settling':
      return { ...run, state: 'settling', pending: event.pending }
    case 'done':
      return { ...run, state: 'done', pending: 0, result: event.result }
    case 'failed':
      return { ...run, state: 'failed' }
  }
}

/** The run once nothing more is said of it; without a last word it was cut. */
export const ended = (run: Run): Run => (isUnderWay(run) ? { ...run, state: 'cut' } : run)
