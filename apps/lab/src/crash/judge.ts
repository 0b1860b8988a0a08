/** What a row left behind, read when nothing moved any more. */
export interface Found {
  /** What writers were told is safe. */
  acknowledged: ReadonlySet<string>
  /** What is committed. */
  facts: ReadonlySet<string>
  /** How often each operation took effect outside, and how often its end was written. */
  effects: ReadonlyMap<string, number>
  completed: ReadonlyMap<string, number>
  /** Has a job that is not finished. */
  unfinished: ReadonlySet<string>
  /** Calls that the outside carried out, repeated ones included. */
  deliveries: number
}

export interface Judgement {
  operations: number
  /** Acknowledged or committed, and nothing is left that would still bring it about. */
  lost: number
  /** Took effect, or was completed, more than once. */
  duplicated: number
  /** Took effect although its transaction was rolled back. */
  ghosts: number
  /** Still waits although everything has been at rest for long. */
  stuck: number
  extraDeliveries: number
}

/** Compares what was promised with what happened. `durable` modes owe the end of the work too, not only the effect. */
export function judge(found: Found, { durable }: { durable: boolean }): Judgement {
  const { acknowledged, facts, effects, completed, unfinished, deliveries } = found
  const happened = new Set([...effects.keys(), ...completed.keys()])
  const isDone = (id: string) => facts.has(id) && effects.has(id) && (!durable || completed.has(id))
  const undone = [...new Set([...acknowledged, ...facts])].filter((id) => !isDone(id))
  const stuck = undone.filter((id) => unfinished.has(id)).length
  const twice = (id: string) => (effects.get(id) ?? 0) > 1 || (completed.get(id) ?? 0) > 1
  return {
    operations: acknowledged.size,
    lost: undone.length - stuck,
    duplicated: [...happened].filter(twice).length,
    ghosts: [...happened].filter((id) => !facts.has(id)).length,
    stuck,
    extraDeliveries: deliveries - effects.size,
  }
}
