import { catalogueHref, sorts, type CatalogueQuery, type Sort } from '../../lib/catalogue-query.ts'
import { useMessages } from '../../lib/language.ts'
import { go } from '../../lib/router.ts'

export function SortChoice({ query }: { query: CatalogueQuery }) {
  const t = useMessages()
  return (
    <label className="text-14 flex items-center gap-2">
      <span className="text-grey whitespace-nowrap">{t.shop.sortBy}</span>
      <select
        value={query.sort ?? 'popular'}
        onChange={(event) => {
          const sort = event.target.value as Sort
          void go(catalogueHref({ ...query, page: undefined, sort: sort === 'popular' ? undefined : sort }))
        }}
        className="border-edge bg-raised rounded-control h-11 border px-3"
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {t.shop.sorts[sort]}
          </option>
        ))}
      </select>
    </label>
  )
}
