import { expect, test } from 'vitest'
import { createKnownPages } from './known-pages.ts'

const page = { etag: 'a', body: Buffer.from('a page') }
const setUp = () => {
  const clock = { day: '2026-11-22' }
  const pages = createKnownPages({ today: () => clock.day, maxBytes: 15 })
  pages.listening(true)
  return { clock, pages }
}

test('what was read is known until it changes', async () => {
  const { pages } = setUp()
  await pages.read('me', async () => page)
  expect(pages.find('me')).toBe(page)
  expect(pages.find('you')).toBeUndefined()
  pages.changed('me')
  expect(pages.find('me')).toBeUndefined()
})

test('what changed while it was read is not known', async () => {
  const { pages } = setUp()
  await pages.read('me', async () => {
    pages.changed('me')
    return page
  })
  expect(pages.find('me')).toBeUndefined()
})

test('nothing is known while no changes are told, nor what was read before they were', async () => {
  const { pages } = setUp()
  await pages.read('me', async () => page)
  pages.listening(false)
  expect(pages.find('me')).toBeUndefined()
  await pages.read('me', async () => {
    pages.listening(true)
    return page
  })
  expect(pages.find('me')).toBeUndefined()
})

test('a page is another on another day', async () => {
  const { clock, pages } = setUp()
  await pages.read('me', async () => page)
  clock.day = '2026-11-23'
  expect(pages.find('me')).toBeUndefined()
})

test('what was read longest ago is forgotten when there is too much', async () => {
  const { pages } = setUp()
  for (const member of ['one', 'two', 'three']) await pages.read(member, async () => page)
  expect(['one', 'two', 'three'].map((member) => pages.find(member) !== undefined)).toEqual([
    false,
    true,
    true,
  ])
})
