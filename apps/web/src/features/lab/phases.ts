import type { LabPhase } from '@nowait/contract/lab'

/** In the order of time. */
export const labPhases: readonly LabPhase[] = ['before', 'fault', 'after']
