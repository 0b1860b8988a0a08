import { expect, test } from 'vitest'
import { addressOf, readKnobs, usualKnobs } from './knobs.ts'

const read = (text: string) => readKnobs(new URLSearchParams(text))

test('a link names the knobs that are not as usual, and gives them back', () => {
  expect(addressOf('/lab', usualKnobs)).toBe('/lab')
  const knobs = { ...usualKnobs, mode: 'thread', fault: 'hang', clients: 10 } as const
  expect(addressOf('/lab', knobs)).toBe('/lab?mode=thread&fault=hang&clients=10')
  expect(read('mode=thread&fault=hang&clients=10')).toEqual(knobs)
})

test.for(['mode=inline', 'fault=fire', 'clients=51', 'clients=0', 'clients=2.5', 'seconds=', 'slowMs=many'])(
  'what cannot be chosen is as usual: %s',
  (text) => expect(read(text)).toEqual(usualKnobs),
)
