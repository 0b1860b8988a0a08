import type { bffApi } from '@nowait/contract/bff'
import { createClient } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { productApi } from '@nowait/contract/product'
import { productRoutes } from '@nowait/contract/product.routes'
import type { Caller } from './access.ts'
import { relay } from './relay.ts'
import type { Upstreams } from './clients.ts'

type Names = 'listProducts' | 'getProduct' | 'restockProduct' | 'changePrice'

const readMs = 1_500
const writeMs = 3_000

/** The catalogue, asked of product. Reads end when the browser leaves; a write that has begun is finished. */
export function catalogueHandlers({ product }: Upstreams): Pick<Handlers<typeof bffApi, Caller>, Names> {
  const reads = createClient<typeof productApi>(productRoutes, product.send({ deadlineMs: readMs }))
  const writes = createClient<typeof productApi>(productRoutes, product.send({ deadlineMs: writeMs }))

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
