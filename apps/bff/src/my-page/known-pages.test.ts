import { expect, test } from 'vitest'
import { createKnownPages } from './known-pages.ts'

const page = { etag: 'a' }
const setUp = () => {
  const clock = { day: '2026-11-22' }
  const pages = createKnownPages(() => clock.day)
  pages.listening(true)
  return { clock, pages }
}

test('what was read is known until it changes', async () => {
  const { pages } = setUp()
  await pages.read('me', async () => page)
  expect(pages.tagOf('me')).toBe('a')
  expect(pages.tagOf('you')).toBeUndefined()
  pages.changed('me')
  expect(pages.tagOf('me')).toBeUndefined()
})

test('what changed while it was read is not known', async () => {
  const { pages } = setUp()
  await pages.read('me', async () => {
    pages.changed('me')
    return page
  })
  expect(pages.tagOf('me')).toBeUndefined()
})

test('nothing is known while no changes are told, nor what was read before they were', async () => {
  const { pages } = setUp()
  await pages.read('me', async () => page)
  pages.listening(false)
  expect(pages.tagOf('me')).toBeUndefined()
  await pages.read('me', async () => {
    pages.listening(true)
    return page
  })
  expect(pages.tagOf('me')).toBeUndefined()
})

test('a page is another on another day', async () => {
  const { clock, pages } = setUp()
  await pages.read('me', async () => page)
  clock.day = '2026-11-23'
  expect(pages.tagOf('me')).toBeUndefined()
})
