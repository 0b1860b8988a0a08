import { processGuards } from '../guard/registry.ts'
import { followInThread } from '../guard/threads.ts'
import { callTarget, type PlainCall } from './call-target.ts'
import type { Target } from './integration.ts'

followInThread(processGuards)

/** Runs in a thread of the pool. */
export const carryOut = ({ target, call }: { target: Target; call: PlainCall }): Promise<unknown> =>
  callTarget(target, call)
