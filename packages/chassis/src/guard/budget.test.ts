import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBudget } from './budget.ts'

const plan = { ratio: 0.1, burst: 5 }

test('a new budget has nothing to spend', () => {
  expect(createBudget(plan).spend()).toBe(false)
})

test('ten calls earn one extra call', () => {
  const budget = createBudget(plan)
  for (let n = 0; n < 10; n++) budget.earn()
  expect([budget.spend(), budget.spend()]).toEqual([true, false])
  expect(budget.state()).toEqual({ ...plan, saved: 0, spent: 1, refused: 1 })
})

test('a long quiet time saves up no more than the burst', () => {
  const budget = createBudget(plan)
  for (let n = 0; n < 1_000; n++) budget.earn()
  expect(Array.from({ length: 10 }, () => budget.spend()).filter(Boolean)).toHaveLength(5)
})

test('at any moment the extra calls are at most their share of the calls', () => {
  const always = () =>
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 500, size: 'max' }), (failures) => {
        const budget = createBudget(plan)
        let calls = 0
        let extra = 0
        for (const failed of failures) {
          calls += 1
          budget.earn()
          if (failed && budget.spend()) extra += 1
          if (extra > calls * plan.ratio) return false
        }
        return true
      }),
    )
  expect(always).not.toThrow()
})

test('in a total outage the upstream gets at most 1.1 times the calls', () => {
  const budget = createBudget(plan)
  let sent = 0
  for (let call = 0; call < 10_000; call++) {
    budget.earn()
    sent += 1
    while (budget.spend()) sent += 1
  }
  expect(sent).toBe(11_000)
})
