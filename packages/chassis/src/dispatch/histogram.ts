/** Upper ends in ms; what takes longer counts as the last. */
const ends = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000]

export interface Latency {
  /** The end of the bucket in which the quantile lies, ms; null before the first call. */
  p50: number | null
  p99: number | null
  /** How many calls lie in each bucket. */
  buckets: number[]
}

/** How long calls took, in a memory that does not grow. */
export function createHistogram() {
  const buckets = ends.map(() => 0)
  return {
    add(ms: number): void {
      const at = ends.findIndex((end) => ms <= end)
      buckets[at === -1 ? ends.length - 1 : at]! += 1
    },
    read: () => latencyOf([...buckets]),
  }
}

/** The latency of all calls of several processes. */
export const mergeLatencies = (all: Latency[]): Latency =>
  latencyOf(ends.map((_, at) => all.reduce((sum, { buckets }) => sum + buckets[at]!, 0)))

const latencyOf = (buckets: number[]): Latency => ({
  p50: quantile(buckets, 0.5),
  p99: quantile(buckets, 0.99),
  buckets,
})

function quantile(buckets: number[], share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0)
  let seen = 0
  const at = buckets.findIndex((count) => (seen += count) >= total * share && seen > 0)
  return ends[at] ?? null
}
