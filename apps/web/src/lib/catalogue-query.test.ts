import { expect, test } from 'vitest'
import { catalogueHref, readCatalogueQuery } from './catalogue-query.ts'

const read = (search: string) => readCatalogueQuery(new URLSearchParams(search))

test('the address says what the catalogue shows, and back', () => {
  const query = { search: '조명', category: 'lighting', sort: 'price-up', page: 3 } as const
  expect(read(catalogueHref(query).split('?')[1]!)).toEqual(query)
})

test('what makes no sense in an address counts as not said', () => {
  expect(read('search=%20&category=cars&sort=random&page=-4')).toEqual({})
  expect(read('page=1.5')).toEqual({})
})

test('a page number of a million is not passed on', () => {
  expect(read('page=1000000')).toEqual({})
})
