import type { Category, ProductQuery } from '@nowait/contract/product'
import { categories } from './categories.ts'
import { paths, withQuery } from './paths.ts'

export type Sort = ProductQuery['sort']
export const sorts = ['popular', 'new', 'price-up', 'price-down'] as const satisfies readonly Sort[]

/** What the catalogue shows; the address is its only memory, so that back, reload and sending a link just work. */
export interface CatalogueQuery {
  search?: string
  category?: Category
  sort?: Sort
  page?: number
}

/** Reads the address; what makes no sense counts as not said. */
export function readCatalogueQuery(params: URLSearchParams): CatalogueQuery {
  const search = params.get('search')?.trim().slice(0, 100)
  const page = Number(params.get('page'))
  return {
    search: search || undefined,
    category: categories.find((category) => category === params.get('category')),
    sort: sorts.find((sort) => sort === params.get('sort')),
    page: Number.isInteger(page) && page > 1 && page <= 1000 ? page : undefined,
  }
}

export const catalogueHref = (query: CatalogueQuery): string => withQuery(paths.catalogue, { ...query })
