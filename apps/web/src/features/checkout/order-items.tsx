import { Money } from '../../components/money.tsx'
import { ProductPicture } from '../../components/product-picture.tsx'
import type { Cart } from '../../lib/cart.ts'
import { useLocalized, useMessages } from '../../lib/language.ts'

export function OrderItems({ lines }: { lines: Cart }) {
  const t = useMessages()
  const text = useLocalized()
  return (
    <ul className="flex flex-col gap-3">
      {lines.map((line) => (
        <li key={line.productId} className="text-14 flex items-center gap-3">
          <ProductPicture src={line.picture} size={48} isFirst className="size-12" />
          <span className="min-w-0 grow">
            <span className="line-clamp-1">{text(line.name)}</span>
            <span className="text-grey tabular">{t.shop.pieces(line.quantity)}</span>
          </span>
          <Money value={line.price * line.quantity} />
        </li>
      ))}
    </ul>
  )
}
