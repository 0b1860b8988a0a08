export interface Backoff {
  /** Longest pause after the first failure, ms; doubled with each further one. */
  baseMs: number
  /** No pause is longer, ms. */
  capMs: number
}

/** The pause after the n-th failure: anywhere between nothing and the doubled base, so that jobs that failed together do not come back together. */
export function backoffMs({ baseMs, capMs }: Backoff, failures: number, random = Math.random): number {
  return random() * Math.min(capMs, baseMs * 2 ** (failures - 1))
}
