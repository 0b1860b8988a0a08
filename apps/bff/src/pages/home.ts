import type { bffApi } from '@nowait/contract/bff'
import { urlOf } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import { ProductList } from '@nowait/contract/product'
import { productRoutes } from '@nowait/contract/product.routes'
import type { Caller } from '../access.ts'
import type { Upstreams } from '../clients.ts'
import { openPage, type PageOptions, type PagePlan } from './page.ts'

/** The first page: the same for everybody. */
const plan = (from: Upstreams): PagePlan<'homePage'> => ({
  fresh: {
    from: from.product,
    path: urlOf(productRoutes.listProducts, { query: { sort: 'new', size: 8 } }),
    schema: ProductList,
    deadlineMs: 1_000,
    keepAs: 'everybody:fresh',
  },
  popular: {
    from: from.product,
    path: urlOf(productRoutes.listProducts, { query: { sort: 'popular', size: 8 } }),
    schema: ProductList,
    deadlineMs: 1_000,
    keepAs: 'everybody:popular',
  },
})

export function homePage(
  from: Upstreams,
  options: PageOptions,
): Pick<Handlers<typeof bffApi, Caller>, 'homePage'> {
  return {
    homePage: ({ query, signal }) =>
      openPage(plan(from), { ...options, signal, strict: query.strict === '1' }),
  }
}
