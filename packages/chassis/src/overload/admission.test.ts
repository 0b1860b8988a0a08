import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { createAdmission, type Leave, priorities, priorityShares } from './admission.ts'
import { type AdaptiveLimit, createGradientLimit } from './gradient-limit.ts'
import { simulate } from './testing/simulated-server.ts'

const fixed = (limit: number) => {
  const samples: { inFlight: number }[] = []
  const adaptive: AdaptiveLimit = {
    limit,
    sample: (_, inFlight) => samples.push({ inFlight }),
    state: () => ({ limit, noLoadMs: undefined, probing: false, history: [] }),
  }
  return { admission: createAdmission(adaptive, fakeClock()), samples }
}

test('browsing is refused first, then the rest, and what is critical last', () => {
  const { admission } = fixed(10)
  const fill = (priority: (typeof priorities)[number]) => {
    let let_in = 0
    while (admission.enter(priority)) let_in += 1
    return let_in
  }
  expect([fill('browsing'), fill('normal'), fill('critical')]).toEqual([8, 1, 1])
  expect(admission.state()).toMatchObject({
    inFlight: 10,
    admitted: { browsing: 8, normal: 1, critical: 1 },
    shed: { browsing: 1, normal: 1, critical: 1 },
  })
})

test('one who leaves makes room for one, however often he says so', () => {
  const { admission, samples } = fixed(1)
  const leave = admission.enter('critical')!
  expect(admission.enter('critical')).toBeUndefined()
  leave()
  leave()
  expect(samples).toEqual([{ inFlight: 1 }])
  expect(admission.state().inFlight).toBe(0)
  expect(admission.enter('critical')).toBeDefined()
})

test('what says nothing about the load is not measured', () => {
  const { admission, samples } = fixed(1)
  admission.enter('normal')!({ sampled: false })
  expect(samples).toEqual([])
})

test('even the smallest limit lets somebody in', () => {
  expect(fixed(1).admission.enter('browsing')).toBeDefined()
})

test('ten times more browsing than fits costs no write', () => {
  const clock = fakeClock()
  const admission = createAdmission(createGradientLimit({}, clock), clock)
  const mix = [...Array.from({ length: 19 }, () => 'browsing' as const), 'critical' as const]
  simulate(admission, clock, [{ forMs: 60_000, perSecond: 2_000, slots: 20, workMs: 100, priorities: mix }])
  const { admitted, shed } = admission.state()
  expect(admitted.critical / (admitted.critical + shed.critical)).toBeGreaterThan(0.99)
  expect(admitted.browsing / (admitted.browsing + shed.browsing)).toBeLessThan(0.1)
})

test('whatever comes and goes, no class is above its share and nothing is lost', () => {
  const steps = fc.array(
    fc.record({ priority: fc.constantFrom(...priorities), leaves: fc.boolean(), pick: fc.nat() }),
    { maxLength: 200 },
  )
  const always = () =>
    fc.assert(
      fc.property(steps, (all) => {
        const { admission } = fixed(10)
        const inside: Leave[] = []
        for (const { priority, leaves, pick } of all) {
          if (leaves && inside.length > 0) inside.splice(pick % inside.length, 1)[0]!()
          const room = inside.length < Math.floor(10 * priorityShares[priority])
          const leave = admission.enter(priority)
          if (leave) inside.push(leave)
          if ((leave !== undefined) !== room) return false
          if (admission.state().inFlight !== inside.length) return false
        }
        return true
      }),
    )
  expect(always).not.toThrow()
})
