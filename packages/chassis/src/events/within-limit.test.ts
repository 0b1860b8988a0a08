import { expect, test } from 'vitest'
import { withinLimit } from './within-limit.ts'

const never = new AbortController().signal
const forever = () => new Promise<never>(() => {})

test('what is quick enough gives its answer', async () => {
  expect(await withinLimit({ limitMs: 1_000, stop: never }, () => 'done')).toBe('done')
})

test('what takes too long is given up, and told', async () => {
  let signal: AbortSignal | undefined
  const late = withinLimit({ limitMs: 1, stop: never }, (own) => {
    signal = own
    return forever()
  })
  await expect(late).rejects.toThrow('longer than 1 ms')
  expect(signal!.aborted).toBe(true)
})

test('what is stopped is given up for the reason of the stop', async () => {
  const stop = new AbortController()
  const stopped = withinLimit({ limitMs: 1_000, stop: stop.signal }, forever)
  stop.abort(new Error('going home'))
  await expect(stopped).rejects.toThrow('going home')
})
