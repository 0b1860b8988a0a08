import { useQuery } from '@tanstack/react-query'
import { buttonClass } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Page } from '../components/page.tsx'
import { useCartGoods } from '../features/cart/use-cart-goods.ts'
import { CheckoutForm } from '../features/checkout/checkout-form.tsx'
import { catalogueHref } from '../lib/catalogue-query.ts'
import { endpointQuery } from '../lib/endpoint-query.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { href } from '../lib/paths.ts'
import { orderAttempt } from '../lib/order-attempt.ts'

export default function CheckoutPage() {
  const t = useMessages()
  const { lines, isOrderable } = useCartGoods()
  const last = useQuery(endpointQuery('getLastShipTo', {}))
  const hasUnanswered = orderAttempt.use() !== null
  if (lines.length === 0 && !hasUnanswered)
    return (
      <Page title={t.shop.checkoutTitle}>
        <EmptyState
          title={t.shop.cartEmpty}
          action={
            <Link to={catalogueHref({})} className={buttonClass()}>
              {t.common.browseGoods}
            </Link>
          }
        />
      </Page>
    )
  return (
    <Page
      title={t.shop.checkoutTitle}
      aside={
        <Link
          to={href('cart')}
          className="text-14 text-grey flex min-h-11 items-center underline underline-offset-4"
        >
          {t.shop.changeCart}
        </Link>
      }
    >
      <CheckoutForm
        lines={lines.map(({ line }) => line)}
        lastAddress={last.data?.shipTo ?? undefined}
        isOrderable={isOrderable}
      />
    </Page>
  )
}
