import { expect, test } from 'vitest'
import { createAdmission } from '../overload/admission.ts'
import { createGradientLimit } from '../overload/gradient-limit.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { createGuard } from './guard.ts'
import { createGuardRegistry } from './registry.ts'

const clock = fakeClock()
const guard = () => createGuard({ name: 'product', plan: { deadlineMs: 300, breaker: {} }, clock })

test('operators see every guard, limit and the event loop of a process under the names given', () => {
  const registry = createGuardRegistry()
  registry.registerGuard('order→product', guard())
  registry.registerLimit('order', createAdmission(createGradientLimit({ initial: 7 }, clock), clock))
  registry.registerLoop({ state: () => 'down', delayMs: () => 312 })
  const { guards, limits, loop } = registry.guardStates()
  expect(guards).toMatchObject([{ name: 'order→product', calls: 0, breaker: { phase: 'closed' } }])
  expect(limits).toMatchObject([{ name: 'order', limit: 7, inFlight: 0 }])
  expect(loop).toEqual({ state: 'down', delayMs: 312 })
})

test('two guards of one name are both seen, and each is found by its own', () => {
  const registry = createGuardRegistry()
  registry.registerGuard('order→product', guard())
  const second = guard()
  const takeOut = registry.registerGuard('order→product', second)
  expect(registry.guardStates().guards.map(({ name }) => name)).toEqual(['order→product', 'order→product.2'])
  expect(registry.guard('order→product.2')).toBe(second)
  takeOut()
  expect(registry.guardStates().guards).toHaveLength(1)
})
