import { expect, test } from 'vitest'
import { readArgs } from './args.ts'

test('everything is compared unless told otherwise', () => {
  expect(readArgs([])).toEqual({
    quick: false,
    kafka: true,
    modes: true,
    pages: true,
    json: undefined,
    html: undefined,
  })
})

test('one part alone, without a broker', () => {
  expect(readArgs(['--only', 'modes', '--no-kafka'])).toMatchObject({
    modes: true,
    pages: false,
    kafka: false,
  })
  expect(readArgs(['--only', 'pages'])).toMatchObject({ modes: false, pages: true })
})

test('what nobody knows is refused, and what is possible is said', () => {
  expect(() => readArgs(['--only', 'seed'])).toThrow('expected modes or pages')
  expect(() => readArgs(['--fast'])).toThrow('--fast')
})
