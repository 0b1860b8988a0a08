import { Amounts } from '../components/amounts.tsx'
import { Button, buttonClass } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { Page } from '../components/page.tsx'
import { StatusBadge } from '../components/status-badge.tsx'
import { CartRow } from '../features/cart/cart-row.tsx'
import { useCartGoods, type CartGoods } from '../features/cart/use-cart-goods.ts'
import { totalOf } from '../lib/cart-lines.ts'
import { catalogueHref } from '../lib/catalogue-query.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { href } from '../lib/paths.ts'

export default function CartPage() {
  const t = useMessages()
  const goods = useCartGoods()
  if (goods.lines.length === 0)
    return (
      <Page title={t.shop.cartTitle}>
        <EmptyState
          title={t.shop.cartEmpty}
          hint={t.shop.cartEmptyHint}
          action={
            <Link to={catalogueHref({})} className={buttonClass()}>
              {t.common.browseGoods}
            </Link>
          }
        />
      </Page>
    )
  return (
    <Page title={t.shop.cartTitle}>
      <div className="grid items-start gap-8 lg:grid-cols-[1fr_20rem] lg:gap-12">
        <ul className="border-hairline border-t">
          {goods.lines.map(({ line, now }) => (
            <CartRow key={line.productId} line={line} now={now} />
          ))}
        </ul>
        <Summary goods={goods} />
      </div>
    </Page>
  )
}

function Summary({ goods }: { goods: CartGoods }) {
  const t = useMessages()
  return (
    <section
      aria-label={t.shop.summary}
      className="border-hairline bg-raised rounded-control border p-5 lg:sticky lg:top-24"
    >
      <h2 className="text-16 mb-3 font-semibold">{t.shop.summary}</h2>
      <Amounts total={totalOf(goods.lines.map(({ line }) => line))} />
      {goods.isUnconfirmed && (
        <p className="text-12 text-grey mt-3 flex items-start gap-2">
          <StatusBadge tone="late">{t.common.stale}</StatusBadge>
          {t.shop.pricesUnconfirmed}
        </p>
      )}
      {goods.isOrderable ? (
        <Link to={href('checkout')} className={buttonClass('primary', 'text-16 mt-4 min-h-12 w-full')}>
          {t.shop.toCheckout}
        </Link>
      ) : (
        <>
          <Button className="text-16 mt-4 min-h-12 w-full" disabled>
            {t.shop.toCheckout}
          </Button>
          <p className="text-14 text-failed mt-3">{t.shop.fixCart}</p>
        </>
      )}
    </section>
  )
}
