import type { JobState } from '@nowait/contract/operations'

export type { JobState }

/** In the order in which an operator looks at them. */
export const jobStates: readonly JobState[] = [
  'dead',
  'retrying',
  'running',
  'waiting',
  'blocked',
  'delayed',
  'done',
  'discarded',
]

export const isFinished = (state: JobState): boolean => state === 'done' || state === 'discarded'
