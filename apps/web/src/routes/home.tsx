import type { ProductList } from '@nowait/contract/product'
import { ArrivalStrip } from '../components/arrival-strip.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Page } from '../components/page.tsx'
import { Part } from '../components/part.tsx'
import { CategoryTiles } from '../features/catalogue/category-tiles.tsx'
import { ProductGrid, ProductGridSkeleton } from '../features/catalogue/product-grid.tsx'
import { catalogueHref, type Sort } from '../lib/catalogue-query.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { usePage, type PartView } from '../lib/use-page.ts'

export default function HomePage() {
  const t = useMessages()
  const { parts } = usePage('homePage', {})
  return (
    <Page
      title={t.common.shopName}
      heading={
        <span className="text-28 sm:text-40 block max-w-[18ch] sm:max-w-none">{t.shop.homeTitle}</span>
      }
      strip={
        <>
          <p className="text-grey mb-6">{t.shop.homeLead}</p>
          <ArrivalStrip
            parts={[
              { label: t.shop.freshWord, view: parts.fresh },
              { label: t.shop.popularWord, view: parts.popular },
            ]}
          />
        </>
      }
    >
      <h2 className="sr-only">{t.shop.byCategory}</h2>
      <CategoryTiles />
      <Shelf
        view={parts.fresh}
        title={t.shop.fresh}
        label={t.shop.freshWord}
        empty={t.shop.nothingFresh}
        sort="new"
      />
      <Shelf
        view={parts.popular}
        title={t.shop.popular}
        label={t.shop.popularWord}
        empty={t.shop.nothingPopular}
        sort="popular"
      />
    </Page>
  )
}

interface ShelfProps {
  view: PartView<ProductList>
  title: string
  label: string
  empty: string
  sort: Sort
}

function Shelf({ view, title, label, empty, sort }: ShelfProps) {
  const t = useMessages()
  return (
    <Part
      view={view}
      label={label}
      title={title}
      className="mt-12"
      skeleton={<ProductGridSkeleton count={8} />}
      aside={
        <Link
          to={catalogueHref({ sort })}
          aria-label={`${title}, ${t.shop.seeAll}`}
          className="text-14 text-grey hover:text-ink flex min-h-11 items-center underline-offset-4 hover:underline"
        >
          {t.shop.seeAll}
        </Link>
      }
    >
      {({ items }) => (items.length > 0 ? <ProductGrid products={items} /> : <EmptyState title={empty} />)}
    </Part>
  )
}
