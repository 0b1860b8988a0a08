import { Icon } from '../../components/icon.tsx'
import { catalogueHref, type CatalogueQuery } from '../../lib/catalogue-query.ts'
import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'

const box = 'text-14 flex size-11 items-center justify-center rounded-control tabular'

/** Numbers around the current page; the first and the last are always in reach. */
export function Pagination({ query, page, pages }: { query: CatalogueQuery; page: number; pages: number }) {
  const t = useMessages()
  if (pages < 2) return null
  const to = (target: number) => catalogueHref({ ...query, page: target > 1 ? target : undefined })
  return (
    <nav aria-label={t.shop.pages} className="mt-12 flex justify-center">
      <ul className="flex items-center gap-1">
        <li>
          <Arrow to={page > 1 ? to(page - 1) : undefined} label={t.shop.previous} icon="chevronLeft" />
        </li>
        {shownPages(page, pages).map((target, index) => (
          <li key={target ?? `gap-${index}`}>
            {target === null ? (
              <span aria-hidden="true" className="text-faint px-1">
                …
              </span>
            ) : (
              <Link
                to={to(target)}
                aria-current={target === page ? 'page' : undefined}
                className={`${box} hover:bg-ground aria-[current]:bg-ink aria-[current]:text-paper`}
              >
                <span aria-hidden="true">{target}</span>
                <span className="sr-only">{t.shop.pageOf(target, pages)}</span>
              </Link>
            )}
          </li>
        ))}
        <li>
          <Arrow to={page < pages ? to(page + 1) : undefined} label={t.shop.next} icon="chevronRight" />
        </li>
      </ul>
    </nav>
  )
}

function Arrow({ to, label, icon }: { to?: string; label: string; icon: 'chevronLeft' | 'chevronRight' }) {
  if (!to)
    return (
      <span className={`${box} text-edge`}>
        <Icon name={icon} />
      </span>
    )
  return (
    <Link to={to} aria-label={label} className={`${box} hover:bg-ground`}>
      <Icon name={icon} />
    </Link>
  )
}

/** First, last, the current one and its neighbours; null is a gap. */
export function shownPages(page: number, pages: number): (number | null)[] {
  const near = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages)
  const sorted = [...new Set(near)].toSorted((a, b) => a - b)
  return sorted.flatMap((n, index) => {
    const before = sorted[index - 1] ?? n - 1
    if (n - before === 2) return [n - 1, n]
    return n - before > 2 ? [null, n] : [n]
  })
}
