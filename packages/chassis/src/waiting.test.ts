import { expect, test } from 'vitest'
import { fakeClock } from './testing/fake-clock.ts'
import { createWaiting } from './waiting.ts'

test('what is waited for at the same time is counted once, what comes after it is added', async () => {
  const clock = fakeClock()
  const waiting = createWaiting(clock)
  waiting.begin()
  await clock.advance(10)
  waiting.begin()
  await clock.advance(20)
  waiting.end()
  await clock.advance(5)
  waiting.end()
  await clock.advance(100)
  expect(waiting.ms()).toBe(35)
  waiting.begin()
  await clock.advance(7)
  waiting.end()
  expect(waiting.ms()).toBe(42)
})
