import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { createBulkhead } from './bulkhead.ts'
import type { BulkheadPlan } from './plan.ts'

const bulkheadOf = (plan: Partial<BulkheadPlan> = {}) => {
  const clock = fakeClock()
  const bulkhead = createBulkhead(
    { limit: 2, queue: 2, maxWaitMs: 50, ...plan },
    clock,
    () => new Error('busy'),
  )
  return { clock, bulkhead }
}

const full = async (plan?: Partial<BulkheadPlan>) => {
  const all = bulkheadOf(plan)
  await all.bulkhead.enter(1_000)
  await all.bulkhead.enter(1_000)
  return all
}

const failure = (work: Promise<void>) =>
  work.then(
    () => 'came in',
    (error: Error) => error.message,
  )

test('free: calls come in at once', async () => {
  const { bulkhead } = await full()
  expect(bulkhead.state()).toMatchObject({ running: 2, waiting: 0 })
  expect(bulkhead.hasPlace()).toBe(false)
})

test('full: a call waits, and comes in when another leaves, first come first served', async () => {
  const { bulkhead, clock } = await full()
  const order: string[] = []
  const first = bulkhead.enter(1_000).then(() => order.push('first'))
  const second = bulkhead.enter(1_000).then(() => order.push('second'))
  bulkhead.leave()
  await first
  bulkhead.leave()
  await second
  expect(order).toEqual(['first', 'second'])
  expect(bulkhead.state()).toMatchObject({ running: 2, waiting: 0 })
  expect(clock.pending).toBe(0)
})

test('full, with a full queue: a call is refused at once', async () => {
  const { bulkhead } = await full({ queue: 1 })
  const waiting = bulkhead.enter(1_000)
  await expect(bulkhead.enter(1_000)).rejects.toThrow('busy')
  bulkhead.leave()
  await waiting
  expect(bulkhead.state().refused).toBe(1)
})

test('waiting: nobody waits longer than the plan or his own deadline allows', async () => {
  const { bulkhead, clock } = await full()
  const [patient, hurried] = [failure(bulkhead.enter(1_000)), failure(bulkhead.enter(20))]
  await clock.advance(20)
  expect(await hurried).toBe('busy')
  expect(bulkhead.state().waiting).toBe(1)
  await clock.advance(30)
  expect(await patient).toBe('busy')
  expect(bulkhead.state().waiting).toBe(0)
})

test('waiting: who leaves loses his place in the queue and his timer', async () => {
  const { bulkhead, clock } = await full()
  const leaving = new AbortController()
  const waiting = failure(bulkhead.enter(1_000, leaving.signal))
  leaving.abort(new Error('gone'))
  expect(await waiting).toBe('gone')
  await expect(bulkhead.enter(1_000, leaving.signal)).rejects.toThrow('gone')
  expect(bulkhead.state()).toMatchObject({ waiting: 0, running: 2 })
  expect(clock.pending).toBe(0)
})

type Step = 'enter' | 'leave' | 'abort' | 'wait'

test('whatever happens, never more run than may, and no place is lost', async () => {
  const steps = fc.array(fc.constantFrom<Step>('enter', 'enter', 'leave', 'abort', 'wait'), { maxLength: 80 })
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { bulkhead, clock } = bulkheadOf()
      const callers: AbortController[] = []
      let inside = 0
      for (const step of all) {
        if (step === 'enter') {
          const caller = new AbortController()
          callers.push(caller)
          bulkhead.enter(1_000, caller.signal).then(
            () => (inside += 1),
            () => undefined,
          )
        } else if (step === 'leave' && inside > 0) {
          inside -= 1
          bulkhead.leave()
        } else if (step === 'abort') callers.shift()?.abort(new Error('gone'))
        await clock.advance(step === 'wait' ? 30 : 0)
        expect(inside).toBeLessThanOrEqual(2)
        expect(bulkhead.state().running).toBe(inside)
      }
      await clock.advance(1_000)
      while (inside-- > 0) bulkhead.leave()
      expect(bulkhead.state()).toMatchObject({ running: 0, waiting: 0 })
    }),
    { numRuns: 50 },
  )
})
