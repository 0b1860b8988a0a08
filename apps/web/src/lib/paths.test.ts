import { expect, test } from 'vitest'
import { href, matchPath, safeNext, withQuery } from './paths.ts'

test('an address is made from its name and parameters', () => {
  expect(href('home')).toBe('/')
  expect(href('order', { id: 'a/b' })).toBe('/orders/a%2Fb')
})

test('a path is recognized with its parameters, with or without a slash at its end', () => {
  expect(matchPath('/orders/:id', '/orders/7')).toEqual({ id: '7' })
  expect(matchPath('/orders/:id', '/orders/7/')).toEqual({ id: '7' })
  expect(matchPath('/orders/:id', '/orders')).toBeUndefined()
  expect(matchPath('/', '/')).toEqual({})
  expect(matchPath('/orders/:id', '/orders/%E0%A4%A')).toEqual({ id: '%E0%A4%A' })
})

test('empty values do not appear in a query', () => {
  expect(withQuery('/products', { search: '', category: undefined, page: 2 })).toBe('/products?page=2')
  expect(withQuery('/products', { search: '머그 & 컵' })).toBe(
    '/products?search=%EB%A8%B8%EA%B7%B8+%26+%EC%BB%B5',
  )
})

test('after signing in nobody is led to another site', () => {
  expect(safeNext('/orders/7?a=1', '/')).toBe('/orders/7?a=1')
  for (const evil of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    null,
  ])
    expect(safeNext(evil, '/my')).toBe('/my')
})
