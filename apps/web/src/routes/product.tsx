import { buttonClass } from '../components/button.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { ProductSkeleton, ProductView } from '../features/product/product-view.tsx'
import { useProduct } from '../features/product/use-product.ts'
import { troubleIn, troubleOf } from '../lib/api.ts'
import { catalogueHref } from '../lib/catalogue-query.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import type { PageProps } from '../lib/router.ts'

export default function ProductPage({ params }: PageProps) {
  const t = useMessages()
  const { product, error, refetch, isFetching } = useProduct(params.id!)
  if (product) return <ProductView product={product} />
  if (!error) return <ProductSkeleton />
  const code = troubleOf(error)
  if (code === 'PRODUCT_NOT_FOUND' || code === 'INVALID_REQUEST') return <NotOnSale />
  return (
    <Page title={t.shop.goodsFailed}>
      <ErrorState
        code={code}
        trouble={troubleIn(error)}
        retry={() => void refetch()}
        isRetrying={isFetching}
      />
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
