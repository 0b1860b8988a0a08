import type { Wait } from '@nowait/contract/faults'

const longestMs = 60_000
/** The 99 % quantile of the standard normal distribution. */
const z99 = 2.3263

/** One wait of that shape, ms. */
export function drawWait(wait: Wait, random: () => number): number {
  if (wait.shape === 'fixed') return wait.ms
  if (wait.shape === 'uniform') return wait.minMs + random() * (wait.maxMs - wait.minMs)
  const sigma = Math.log(wait.p99Ms / wait.p50Ms) / z99
  return Math.min(longestMs, wait.p50Ms * Math.exp(sigma * normal(random)))
}

/** Standard normal, by the transformation of Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
