import type { Product, ProductCard, ProductList } from '@nowait/contract/product'
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { endpointQuery } from '../../lib/endpoint-query.ts'
import type { PageSoFar } from '../../lib/page-parts.ts'

/** What a list has shown of it already; the description comes with the product itself. */
export type KnownProduct = ProductCard & Partial<Pick<Product, 'description'>>

/** One product. Who comes from a list sees at once what the list knew. */
export function useProduct(id: string) {
  const client = useQueryClient()
  const query = useQuery(endpointQuery('getProduct', { params: { id } }))
  const product: KnownProduct | undefined =
    query.data ?? (query.isPending ? findInLists(client, id) : undefined)
  return { product, query }
}

function findInLists(client: QueryClient, id: string): ProductCard | undefined {
  const lists = client.getQueriesData<ProductList>({ queryKey: ['listProducts'] }).map(([, list]) => list)
  const home = client.getQueryData<PageSoFar<'homePage'>>(['homePage', {}])
  const shelves = [home?.fresh, home?.popular].map((part) =>
    part && part.state !== 'unavailable' ? part.data : undefined,
  )
  return [...lists, ...shelves].flatMap((list) => list?.items ?? []).find((product) => product.id === id)
}
