import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { loopMeasure, watchLoop } from './loop-watch.ts'

function watched() {
  const clock = fakeClock()
  const delay = { ms: 5, stopped: false }
  const changes: string[] = []
  const watch = watchLoop({
    maxDelayMs: 200,
    everyMs: 500,
    looks: 2,
    clock,
    measure: { read: () => delay.ms, stop: () => (delay.stopped = true) },
    onChange: (state) => changes.push(state),
  })
  return { clock, delay, changes, watch }
}

test('a loop that stays late makes the process not ready, one late moment does not', async () => {
  const { clock, delay, watch, changes } = watched()
  delay.ms = 900
  await clock.advance(500)
  expect(watch.state()).toBe('up')
  delay.ms = 5
  await clock.advance(500)
  delay.ms = 900
  await clock.advance(1_000)
  expect(watch.state()).toBe('down')
  expect(watch.delayMs()).toBe(900)
  expect(changes).toEqual(['down'])
})

test('a loop that keeps up again makes it ready again, and it is told once', async () => {
  const { clock, delay, watch, changes } = watched()
  delay.ms = 900
  await clock.advance(5_000)
  delay.ms = 5
  await clock.advance(500)
  expect(watch.state()).toBe('down')
  await clock.advance(500)
  expect(watch.state()).toBe('up')
  expect(changes).toEqual(['down', 'up'])
})

test('after its stop nothing is left running', async () => {
  const { clock, delay, watch } = watched()
  await clock.advance(1_200)
  watch.stop()
  expect(clock.pending).toBe(0)
  expect(delay.stopped).toBe(true)
})

test('a block that hid from the histogram is seen by the look it made late', async () => {
  const { clock, watch } = watched()
  clock.jump(3_000)
  await clock.advance(0)
  expect(watch.delayMs()).toBe(2_500)
})

test('a loop that is blocked again and again is measured to be late', async () => {
  const measure = loopMeasure(5)
  onTestFinished(() => measure.stop())
  const block = () => {
    const until = performance.now() + 150
    while (performance.now() < until);
  }
  const delayMs = await eventually(async () => {
    for (let times = 0; times < 3; times++) {
      block()
      await pause(6)
    }
    return measure.read() || false
  })
  expect(delayMs).toBeGreaterThan(100)
})
