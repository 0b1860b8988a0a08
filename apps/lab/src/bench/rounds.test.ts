import { expect, test } from 'vitest'
import { inTurn } from './rounds.ts'

test('each is measured once a round, in another sequence, after a warm-up that does not count', async () => {
  const calls: string[] = []
  const measure = (name: string) => async () => calls.push(name)
  const told: string[] = []
  const values = await inTurn(
    { a: measure('a'), b: measure('b') },
    { rounds: 2, tell: (text) => void told.push(text) },
  )
  expect(calls.join('')).toBe('abbaab')
  expect(values).toEqual({ a: [4, 5], b: [3, 6] })
  expect(told[0]).toBe('warming up a')
})
