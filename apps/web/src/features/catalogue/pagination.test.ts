import { expect, test } from 'vitest'
import { shownPages } from './pagination.tsx'

test.each([
  [1, 2, [1, 2]],
  [1, 9, [1, 2, null, 9]],
  [5, 9, [1, null, 4, 5, 6, null, 9]],
  [3, 5, [1, 2, 3, 4, 5]],
  [9, 9, [1, null, 8, 9]],
])('on page %i of %i', (page, pages, shown) => {
  expect(shownPages(page, pages)).toEqual(shown)
})
