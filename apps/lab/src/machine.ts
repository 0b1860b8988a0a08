import { cpus, loadavg, release, totalmem } from 'node:os'

/** What the figures were measured on. */
export const machine = () => ({
  processors: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  memoryGB: Math.round(totalmem() / 1e9),
  system: `${process.platform} ${release()}`,
  node: process.versions.node,
})

/** Processes that wanted to run, on average of the last minute. */
export const load = () => Number((loadavg()[0] ?? 0).toFixed(1))
