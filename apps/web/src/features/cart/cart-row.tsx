import { Icon } from '../../components/icon.tsx'
import { Money } from '../../components/money.tsx'
import { ProductPicture } from '../../components/product-picture.tsx'
import { QuantityStepper } from '../../components/quantity-stepper.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { cart, maxQuantity, type CartLine } from '../../lib/cart.ts'
import { withoutLine, withQuantity, withRestored } from '../../lib/cart-lines.ts'
import { useFormat } from '../../lib/format.ts'
import { useLocalized, useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { withParticle } from '../../lib/particle.ts'
import { href } from '../../lib/paths.ts'
import { toast } from '../../lib/toast.ts'
import type { LineState } from './use-cart-goods.ts'

export function CartRow({ line, now }: { line: CartLine; now: LineState }) {
  const t = useMessages()
  const format = useFormat()
  const name = useLocalized()(line.name)
  return (
    <li className="border-hairline grid grid-cols-[5rem_1fr_auto] gap-x-4 gap-y-2 border-b py-5 sm:grid-cols-[6rem_1fr_auto]">
      <Link
        to={href('product', { id: line.productId })}
        tabIndex={-1}
        aria-hidden="true"
        className="row-span-2"
      >
        <ProductPicture src={line.picture} size={96} isFirst className="w-full" />
      </Link>
      <div className="min-w-0">
        <Link
          to={href('product', { id: line.productId })}
          className="text-16 inline-block py-1 font-medium underline-offset-4 hover:underline"
        >
          {name}
        </Link>
        <p className="text-14 text-grey tabular">{t.shop.each(format.won(line.price))}</p>
        <Notice line={line} now={now} />
      </div>
      <button
        type="button"
        aria-label={t.shop.remove(name)}
        onClick={() => remove(line, t.shop.removed(withParticle(name, '을/를')), t.shop.undo)}
        className="text-faint hover:text-ink -mt-2 -mr-3 grid size-11 place-items-center"
      >
        <Icon name="trash" />
      </button>
      <div className="col-span-2 flex flex-wrap items-center justify-between gap-2">
        <QuantityStepper
          name={name}
          value={line.quantity}
          most={maxQuantity}
          onChange={(quantity) => cart.set(withQuantity(cart.get(), line.productId, quantity))}
        />
        <Money value={line.price * line.quantity} className="text-16 font-semibold" />
      </div>
    </li>
  )
}

function Notice({ line, now }: { line: CartLine; now: LineState }) {
  const t = useMessages()
  const format = useFormat()
  return (
    <p className="mt-1 flex flex-wrap gap-1 empty:hidden">
      {now.state === 'sold-out' && <StatusBadge tone="failed">{t.shop.soldOutLong}</StatusBadge>}
      {now.state === 'gone' && <StatusBadge tone="failed">{t.shop.notOnSale}</StatusBadge>}
      {now.state === 'short' && <StatusBadge tone="failed">{t.shop.onlyLeft(now.left)}</StatusBadge>}
      {line.priceBefore !== undefined && (
        <StatusBadge tone="late">{t.shop.priceWas(format.won(line.priceBefore))}</StatusBadge>
      )}
    </p>
  )
}

/** Gone at once, and back at once for whoever did not mean it. */
function remove(line: CartLine, said: string, undo: string): void {
  const index = cart.get().findIndex(({ productId }) => productId === line.productId)
  cart.set(withoutLine(cart.get(), line.productId))
  toast(said, { action: { label: undo, run: () => cart.set(withRestored(cart.get(), line, index)) } })
}
