import { CallError } from '../../call-error.ts'
import { pause } from '../../clock.ts'
import { fakeClock } from '../../testing/fake-clock.ts'
import type { Attempt } from '../attempt.ts'
import { createGuard, type RunOptions } from '../guard.ts'
import type { CallPlan } from '../plan.ts'

/** An upstream that is up, down or hangs, and takes `tookMs`; it keeps its deadline, as `exchange` does. */
export function setUp(plan: Partial<CallPlan>) {
  const clock = fakeClock()
  const upstream = {
    state: 'up' as 'up' | 'down' | 'broken' | 'hangs',
    tookMs: 10,
    calls: 0,
    under: 0,
    most: 0,
  }
  const guard = createGuard<number>({
    name: 'product',
    plan: { deadlineMs: 300, ...plan },
    failed: (status) => status >= 500,
    clock,
    random: () => 1,
  })
  const call = async ({ deadlineMs, signal }: Attempt): Promise<number> => {
    upstream.calls += 1
    upstream.most = Math.max(upstream.most, (upstream.under += 1))
    try {
      const tookMs = upstream.state === 'hangs' ? Number.POSITIVE_INFINITY : upstream.tookMs
      await pause(clock, Math.min(tookMs, deadlineMs), signal)
      if (tookMs > deadlineMs) throw new CallError('UPSTREAM_TIMEOUT', 'product')
      if (upstream.state === 'down') throw new CallError('UPSTREAM_UNREACHABLE', 'product')
      return upstream.state === 'broken' ? 500 : 200
    } finally {
      upstream.under -= 1
    }
  }
  const run = (options?: RunOptions) =>
    guard.run(call, options).catch((error: unknown) => {
      if (error instanceof CallError) return error.code
      return (error as Error).message
    })
  const runAll = async (count: number, options?: RunOptions, forMs = 1_000) => {
    const all = Promise.all(Array.from({ length: count }, () => run(options)))
    await clock.advance(forMs)
    return all
  }
  return {
    clock,
    upstream,
    guard,
    run,
    runAll,
    once: async (options?: RunOptions) => (await runAll(1, options))[0],
  }
}

/** A circuit that opens after five failures in a row, for two seconds. */
export const breaker = { consecutive: 5, openMs: 2_000, probes: 3 }
