/** Upper ends in ms; what takes longer counts as the last. */
const ends = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000]

export interface Latency {
  /** The end of the bucket in which the quantile lies, ms; null before the first call. */
  p50: number | null
  p99: number | null
}

/** How long calls took, in a memory that does not grow. */
export function createHistogram() {
  const counts = ends.map(() => 0)
  let total = 0

  function quantile(share: number): number | null {
    let seen = 0
    const at = counts.findIndex((count) => (seen += count) >= total * share && seen > 0)
    return ends[at] ?? null
  }

  return {
    add(ms: number): void {
      const at = ends.findIndex((end) => ms <= end)
      counts[at === -1 ? ends.length - 1 : at]! += 1
      total += 1
    },
    read: (): Latency => ({ p50: quantile(0.5), p99: quantile(0.99) }),
  }
}
