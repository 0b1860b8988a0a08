import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetStored, storedChoice, storedFlag } from './stored.ts'

beforeEach(() => localStorage.clear())
afterEach(() => vi.restoreAllMocks())

test('a choice that is no choice any more falls back', () => {
  localStorage.setItem('theme', 'sepia')
  expect(storedChoice('theme', ['light', 'dark'], 'light').get()).toBe('light')
})

test('without a storage a value lives as long as the page', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const flag = storedFlag('flag')
  flag.set(true)
  expect(flag.get()).toBe(true)
})

test('what is forgotten is forgotten by those who hold it, too', () => {
  const flag = storedFlag('flag')
  flag.set(true)
  forgetStored('flag')
  expect(flag.get()).toBe(false)
  expect(localStorage.getItem('flag')).toBeNull()
})
