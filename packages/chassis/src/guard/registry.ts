import type { Admission, AdmissionState } from '../overload/admission.ts'
import type { LoopWatch } from '../overload/loop-watch.ts'
import type { Guard, GuardState } from './guard.ts'

/** What of a guard is looked at and operated; what its calls answer does not matter here. */
export type OperatedGuard = Pick<Guard<never>, 'state' | 'forceOpen' | 'forceClosed' | 'reset'>

export interface GuardStates {
  /** `name` is the one it was registered with. */
  guards: GuardState[]
  limits: (AdmissionState & { name: string })[]
  loop: { state: 'up' | 'down'; delayMs: number } | undefined
}

export interface GuardRegistry {
  /**
   * Shows a guard to operators as `name`, `<process>→<target>`: the same in all processes of a service, because a command
   * goes to all of them by it. A name that is taken gets a number. The returned function takes the guard out again.
   */
  registerGuard(name: string, guard: OperatedGuard): () => void
  /** Likewise what lets requests in. */
  registerLimit(name: string, admission: Pick<Admission, 'state'>): () => void
  /** The event loop of this process; the last one registered counts. */
  registerLoop(loop: Pick<LoopWatch, 'state' | 'delayMs'>): void
  guard(name: string): OperatedGuard | undefined
  /** As they are now. */
  guardStates(): GuardStates
}

export function createGuardRegistry(): GuardRegistry {
  const guards = new Map<string, OperatedGuard>()
  const limits = new Map<string, Pick<Admission, 'state'>>()
  let loop: Pick<LoopWatch, 'state' | 'delayMs'> | undefined
  return {
    registerGuard: (name, guard) => add(guards, name, guard),
    registerLimit: (name, admission) => add(limits, name, admission),
    registerLoop: (watch) => void (loop = watch),
    guard: (name) => guards.get(name),
    guardStates: () => ({
      guards: [...guards].map(([name, guard]) => ({ ...guard.state(), name })),
      limits: [...limits].map(([name, admission]) => ({ ...admission.state(), name })),
      loop: loop && { state: loop.state(), delayMs: loop.delayMs() },
    }),
  }
}

function add<T>(all: Map<string, T>, name: string, one: T): () => void {
  let free = name
  for (let number = 2; all.has(free); number++) free = `${name}.${number}`
  all.set(free, one)
  return () => void all.delete(free)
}

/** What this process shows to operators: guards are made in many places, and there is one process. */
export const processGuards: GuardRegistry = createGuardRegistry()
export const { registerGuard, registerLimit, registerLoop, guardStates } = processGuards
