import type { ProductList } from '@nowait/contract/product'
import { useEffect, useRef } from 'react'
import { catalogueHref, type CatalogueQuery } from '../../lib/catalogue-query.ts'
import { categories } from '../../lib/categories.ts'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'

interface FilterProps {
  query: CatalogueQuery
  /** How many match in each; unknown while the list is on its way. */
  counts: ProductList['categories'] | undefined
}

export function CategoryFilter({ query, counts }: FilterProps) {
  const t = useMessages()
  const format = useFormat()
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the row is wider than the screen; what is chosen should be seen to be.
    if (query.category === undefined) return
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [query.category])
  const countOf = (category: string) => counts?.find(({ id }) => id === category)?.count
  const all = counts?.reduce((sum, { count }) => sum + count, 0)
  const chip = (category: CatalogueQuery['category'], name: string, count: number | undefined) => (
    <li key={name}>
      <Link
        to={catalogueHref({ ...query, category, page: undefined })}
        aria-current={query.category === category ? 'page' : undefined}
        className="border-hairline text-14 text-grey hover:border-edge aria-[current]:border-ink aria-[current]:text-ink flex min-h-11 items-center gap-1.5 rounded-full border px-4 whitespace-nowrap aria-[current]:font-semibold"
      >
        {name}
        <span className="tabular text-12 text-faint min-w-[2ch]">
          {count === undefined ? '' : format.number(count)}
        </span>
      </Link>
    </li>
  )
  return (
    <nav
      ref={nav}
      aria-label={t.shop.filterByCategory}
      className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex w-max gap-2 py-1 sm:w-auto sm:flex-wrap">
        {chip(undefined, t.shop.everyCategory, all)}
        {categories.map((category) => chip(category, t.common.categories[category], countOf(category)))}
      </ul>
    </nav>
  )
}
