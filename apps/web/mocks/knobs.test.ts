import { expect, test } from 'vitest'
import { defaultKnobs, formatKnobs, parseKnobs, readCookie } from './knobs.ts'

test('nothing said means a shop in good weather with a visitor in it', () => {
  expect(parseKnobs('')).toEqual({ knobs: defaultKnobs, errors: [] })
})

test('every knob is a word, and the words come back as they went in', () => {
  const words =
    'shipping=slow:3000,point=unavailable,product=stale:60000,live=hang,chaos=10,pace=500,persona=heavy,browser=refuses'
  const { knobs, errors } = parseKnobs(words)
  expect(errors).toEqual([])
  expect(knobs.upstreams.shipping).toEqual({ kind: 'slow', ms: 3000 })
  expect(parseKnobs(formatKnobs(knobs)).knobs).toEqual(knobs)
})

test('the same can be said as JSON', () => {
  const { knobs } = parseKnobs('{"order":"unavailable:UPSTREAM_TIMEOUT","chaos":5}')
  expect(knobs.upstreams.order).toEqual({ kind: 'unavailable', code: 'UPSTREAM_TIMEOUT' })
  expect(knobs.chaos).toBe(5)
})

test.each([
  ['shiping=slow', 'shiping=slow is not known'],
  ['shipping=late', 'is none of ready, slow'],
  ['shipping=slow:soon', 'needs whole milliseconds'],
  ['point=unavailable:NO_IDEA', 'names no problem code'],
  ['chaos=200', 'is no whole number from 0 to 100'],
  ['persona=root', 'is none of visitor, demo'],
  ['browser=lynx', 'is none of asks, closed'],
  ['{oops', 'is not JSON'],
])('%s is left out and told', (words, told) => {
  const { knobs, errors } = parseKnobs(words)
  expect(knobs).toEqual(defaultKnobs)
  expect(errors).toEqual([expect.stringContaining(told)])
})

test('our cookie is found among others', () => {
  expect(readCookie('a=1; nowait-mock=persona%3Ddemo%2Cchaos%3D1; b=2')).toBe('persona=demo,chaos=1')
  expect(readCookie('a=1')).toBe('')
})
