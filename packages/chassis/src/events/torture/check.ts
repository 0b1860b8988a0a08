export interface Applied {
  aggregate: string
  version: number
}

export interface Verdict {
  /** Events that were never applied. */
  lost: number
  /** Applications of an event that had been applied before. */
  repeated: number
  /** Applications of an event before an earlier one of its aggregate. */
  reordered: number
  /** Applications of an event that nobody wrote. */
  invented: number
}

export const flawless: Verdict = { lost: 0, repeated: 0, reordered: 0, invented: 0 }

/** Compares what was written (the last version of each aggregate) with what was applied, in the order it was applied. */
export function check(written: Map<string, number>, applied: Applied[]): Verdict {
  const verdict = { ...flawless }
  const seen = new Map([...written.keys()].map((aggregate) => [aggregate, new Set<number>()]))
  const highest = new Map<string, number>()
  for (const { aggregate, version } of applied) {
    const versions = seen.get(aggregate)
    if (!versions || version > written.get(aggregate)!) verdict.invented++
    else if (versions.has(version)) verdict.repeated++
    else if (version < (highest.get(aggregate) ?? 0)) verdict.reordered++
    versions?.add(version)
    highest.set(aggregate, Math.max(version, highest.get(aggregate) ?? 0))
  }
  for (const [aggregate, last] of written)
    for (let version = 1; version <= last; version++) if (!seen.get(aggregate)!.has(version)) verdict.lost++
  return verdict
}
