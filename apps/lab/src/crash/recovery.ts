export interface RecoveryMs {
  p50: number | null
  max: number | null
}

/** The middle and the longest of some times in ms; null when there was none. */
export function summarize(times: number[]): RecoveryMs {
  const sorted = times.toSorted((a, b) => a - b)
  return { p50: sorted[Math.ceil(sorted.length / 2) - 1] ?? null, max: sorted.at(-1) ?? null }
}
