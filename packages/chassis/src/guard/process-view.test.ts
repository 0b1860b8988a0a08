import { expect, test } from 'vitest'
import { GuardedProcess } from '@nowait/contract/guards'
import { createAdmission } from '../overload/admission.ts'
import { createGradientLimit } from '../overload/gradient-limit.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { createGuard } from './guard.ts'
import type { CallPlan } from './plan.ts'
import { createProcessView } from './process-view.ts'
import { createGuardRegistry } from './registry.ts'

const plan: CallPlan = {
  deadlineMs: 300,
  breaker: { openMs: 2_000 },
  bulkhead: { limit: 5 },
  limiter: { perSecond: 100, burst: 100 },
  retry: { tries: 2 },
}

function open() {
  const clock = fakeClock()
  const registry = createGuardRegistry()
  const guard = createGuard({ name: 'product', plan, clock })
  registry.registerGuard('order→product', guard)
  const admission = createAdmission(createGradientLimit({ initial: 2, min: 2, max: 2 }, clock), clock)
  registry.registerLimit('order', admission)
  let delayMs = 3
  registry.registerLoop({ state: () => 'up', delayMs: () => delayMs })
  const view = createProcessView(registry, clock)
  return { clock, guard, admission, view, late: (ms: number) => void (delayMs = ms) }
}

const part = GuardedProcess.pick({ loop: true, guards: true, limits: true })

test('everything a process says of its guards is what the contract shows operators', () => {
  const { view, guard } = open()
  guard.forceOpen()
  expect(part.parse(view())).toEqual(view())
  expect(view().guards[0]).toMatchObject({ breaker: { phase: 'forced-open', nextTryAt: null }, hedges: null })
})

test('the load of the last five minutes is kept, and no more', async () => {
  const { view, clock, guard } = open()
  const call = () => guard.run(async () => undefined).catch(() => undefined)
  for (let time = 0; time < 70; time++) {
    if (time === 69) guard.forceOpen()
    for (let calls = 0; calls < time; calls++) await call()
    clock.jump(5_000)
    view()
  }
  const { asked, refused } = view().guards[0]!.load
  expect(asked).toEqual(Array.from({ length: 60 }, (_, n) => n + 10))
  expect(refused.slice(-2)).toEqual([0, 69])
})

test('requests that were shed, and the latest turns of the event loop, stand in the history', () => {
  const { view, clock, admission, late } = open()
  for (let n = 0; n < 5; n++) admission.enter('critical')
  late(180)
  view()
  late(2)
  clock.jump(5_000)
  const { limits, loop } = view()
  expect(limits[0]).toMatchObject({
    inFlight: 2,
    shed: { critical: 3 },
    load: { asked: [5], refused: [3], level: [2] },
  })
  expect(loop).toMatchObject({ delayMs: 2, history: [180] })
})
