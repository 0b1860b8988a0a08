import { Money } from '../../components/money.tsx'
import { Page } from '../../components/page.tsx'
import { ProductPicture } from '../../components/product-picture.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { catalogueHref } from '../../lib/catalogue-query.ts'
import { useLocalized, useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { useSession } from '../../lib/session.ts'
import { AddToCart } from './add-to-cart.tsx'
import { Facts } from './facts.tsx'
import { OperatorPanel } from './operator-panel.tsx'
import type { KnownProduct } from './use-product.ts'

const columns = 'grid gap-8 md:grid-cols-2 md:gap-12'

export function ProductView({ product }: { product: KnownProduct }) {
  const t = useMessages()
  const text = useLocalized()
  const session = useSession()
  const isOperator = session.state === 'member' && session.member.role === 'operator'
  return (
    <div className={columns}>
      <ProductPicture
        src={product.picture}
        size={536}
        isFirst
        className="w-full self-start md:sticky md:top-24"
      />
      <div>
        <p className="text-14">
          <Link
            to={catalogueHref({ category: product.category })}
            className="text-grey hover:text-ink inline-flex min-h-11 items-center underline-offset-4 hover:underline"
          >
            {t.common.categories[product.category]}
          </Link>
        </p>
        <Page title={text(product.name)}>
          <Money value={product.price} className="text-28 mb-6 block font-semibold tracking-tight" />
          <Facts product={product} />
          <div className="mt-6">
            <AddToCart key={product.id} product={product} />
          </div>
          <h2 className="sr-only">{t.shop.description}</h2>
          <div className="mt-8 min-h-24">
            {product.description ? (
              <p className="animate-settle text-16 text-grey max-w-prose whitespace-pre-line">
                {text(product.description)}
              </p>
            ) : (
              <Lines />
            )}
          </div>
          {isOperator && <OperatorPanel key={product.price} id={product.id} price={product.price} />}
        </Page>
      </div>
    </div>
  )
}

export function ProductSkeleton() {
  return (
    <div aria-hidden="true" className={`animate-appear ${columns}`}>
      <Skeleton className="rounded-control aspect-square w-full" />
      <div>
        <Skeleton className="mt-4 h-4 w-16" />
        <Skeleton className="mt-4 h-8 w-3/5" />
        <Skeleton className="mt-5 h-8 w-32" />
        <Skeleton className="mt-8 h-36 w-full" />
        <Skeleton className="rounded-control mt-6 h-12 w-full" />
        <div className="mt-8">
          <Lines />
        </div>
      </div>
    </div>
  )
}

function Lines() {
  return (
    <div className="animate-appear flex flex-col gap-3">
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-11/12" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  )
}
