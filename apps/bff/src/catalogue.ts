import type { bffApi } from '@nowait/contract/bff'
import { createClient } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { productApi } from '@nowait/contract/product'
import { productRoutes } from '@nowait/contract/product.routes'
import type { Caller } from './access.ts'
import { relay } from './relay.ts'
import type { Upstreams } from './clients.ts'

type Names = 'listProducts' | 'getProduct' | 'restockProduct' | 'changePrice'

/** The catalogue, asked of product. Reads end when the browser leaves; a write that has begun is finished. */
export function catalogueHandlers({
  product,
  productChanges,
}: Upstreams): Pick<Handlers<typeof bffApi, Caller>, Names> {
  const reads = createClient<typeof productApi>(productRoutes, product.send())
  const writes = createClient<typeof productApi>(productRoutes, productChanges.send())

  return {
    listProducts: ({ query, signal }) =>
      relay('listProducts', 'product', () => reads.listProducts({ query, signal })),
    getProduct: ({ params, signal }) =>
      relay('getProduct', 'product', () => reads.getProduct({ params, signal })),
    restockProduct: ({ params, body }) =>
      relay('restockProduct', 'product', () => writes.restockProduct({ params, body })),
    changePrice: ({ params, body }) =>
      relay('changePrice', 'product', () => writes.changePrice({ params, body })),
  }
}
