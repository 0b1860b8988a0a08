import type { ProductList } from '@nowait/contract/product'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { buttonClass } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { FailedQuery } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { CategoryFilter } from '../features/catalogue/category-filter.tsx'
import { Pagination } from '../features/catalogue/pagination.tsx'
import { ProductGrid, ProductGridSkeleton } from '../features/catalogue/product-grid.tsx'
import { SortChoice } from '../features/catalogue/sort-choice.tsx'
import { announce } from '../lib/announce.ts'
import { catalogueHref, readCatalogueQuery, type CatalogueQuery } from '../lib/catalogue-query.ts'
import { endpointQuery } from '../lib/endpoint-query.ts'
import { useFormat } from '../lib/format.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { useSearchParams } from '../lib/location.ts'
import type { Messages } from '../messages/messages.ts'

export default function CataloguePage() {
  const t = useMessages()
  const format = useFormat()
  const query = readCatalogueQuery(useSearchParams())
  const list = useQuery({ ...endpointQuery('listProducts', { query }), placeholderData: keepPreviousData })
  const count = list.data && t.shop.goodsCount(format.number(list.data.total))
  useCountAnnouncement(list.isPlaceholderData ? undefined : count)
  return (
    <Page
      title={titleOf(query, t)}
      aside={<span className="text-14 text-grey tabular min-h-6">{count}</span>}
    >
      <div className="mb-8 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <CategoryFilter query={query} counts={list.data?.categories} />
        <SortChoice query={query} />
      </div>
      <div
        aria-busy={list.isFetching}
        className={`transition-opacity duration-150 ${list.isPlaceholderData ? 'opacity-60' : ''}`}
      >
        {list.data ? (
          <Results list={list.data} query={query} />
        ) : list.isError ? (
          <FailedQuery query={list} title={t.shop.goodsFailed} />
        ) : (
          <div className="animate-appear">
            <ProductGridSkeleton count={12} />
          </div>
        )}
      </div>
    </Page>
  )
}

function Results({ list, query }: { list: ProductList; query: CatalogueQuery }) {
  const t = useMessages()
  if (list.items.length === 0)
    return (
      <EmptyState
        title={t.shop.noResults}
        hint={t.shop.noResultsHint}
        action={
          <Link to={catalogueHref({})} className={buttonClass('quiet')}>
            {t.shop.clearSearch}
          </Link>
        }
      />
    )
  return (
    <>
      <ProductGrid products={list.items} isFirst />
      <Pagination query={query} page={list.page} pages={list.pages} />
    </>
  )
}

function titleOf({ search, category }: CatalogueQuery, t: Messages): string {
  if (search) return t.shop.resultsFor(search)
  return category ? t.common.categories[category] : t.shop.allGoods
}

/** Filters change the list in place; those who do not see it hear how many are left. */
function useCountAnnouncement(count: string | undefined): void {
  useEffect(() => {
    if (count !== undefined) announce(count)
  }, [count])
}
