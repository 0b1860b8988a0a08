import { expect, test } from 'vitest'
import { fits } from './fits.ts'

test.for([
  ['/**', '/points', true],
  ['/points', '/points', true],
  ['/points', '/points/of', false],
  ['/orders/*/points', '/orders/7/points', true],
  ['/orders/*', '/orders/7/points', false],
  ['/orders/**', '/orders/7/points', true],
  ['/orders/**', '/products', false],
] as const)('%s against %s: %s', ([path, asked, expected]) => {
  expect(fits({ path }, { method: 'GET', path: asked })).toBe(expected)
})

test('a fault of one method leaves the others alone', () => {
  expect(fits({ method: 'POST', path: '/**' }, { method: 'GET', path: '/points' })).toBe(false)
})
