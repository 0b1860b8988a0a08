import { expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { createGuard } from './guard.ts'
import { createGuardRegistry } from './registry.ts'
import { followInThread, tellThreads } from './threads.ts'

test('what operators force reaches the guards in the threads of a process', async () => {
  const registry = createGuardRegistry()
  const guard = createGuard({ name: 'push', plan: { deadlineMs: 300, breaker: {} } })
  registry.registerGuard('order→push', guard)
  const stop = followInThread(registry)
  const threads = tellThreads()
  const phase = () => guard.state().breaker?.phase
  try {
    threads.tell([{ guard: 'order→push', turn: 1, phase: 'forced-open' }])
    await eventually(() => phase() === 'forced-open')
    threads.tell([{ guard: 'order→push', turn: 2, phase: null }])
    await eventually(() => phase() === 'closed')
  } finally {
    threads.close()
    stop()
  }
  expect(guard.state().breaker?.history.map(({ to }) => to)).toEqual(['forced-open', 'closed'])
})
