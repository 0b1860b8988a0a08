import { buttonClass } from '../components/button.tsx'
import { FailedQuery } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { ProductSkeleton, ProductView } from '../features/product/product-view.tsx'
import { useProduct } from '../features/product/use-product.ts'
import { troubleOf } from '../lib/api.ts'
import { catalogueHref } from '../lib/catalogue-query.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import type { PageProps } from '../lib/router.ts'

export default function ProductPage({ params }: PageProps) {
  const t = useMessages()
  const { product, query } = useProduct(params.id!)
  if (product) return <ProductView product={product} />
  if (!query.error) return <ProductSkeleton />
  const code = troubleOf(query.error)
  if (code === 'PRODUCT_NOT_FOUND' || code === 'INVALID_REQUEST') return <NotOnSale />
  return (
    <Page title={t.shop.goodsFailed}>
      <FailedQuery query={query} />
    </Page>
  )
}

function NotOnSale() {
  const t = useMessages()
  return (
    <Page title={t.shop.productNotFound} isNarrow>
      <p className="text-grey mb-6">{t.shop.productNotFoundHint}</p>
      <Link to={catalogueHref({})} className={buttonClass()}>
        {t.common.browseGoods}
      </Link>
    </Page>
  )
}
