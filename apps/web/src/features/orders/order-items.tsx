import type { OrderItem } from '@nowait/contract/order'
import { Money } from '../../components/money.tsx'
import { useFormat } from '../../lib/format.ts'
import { localized, useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'

/** What was ordered, with name, picture and price as they were then. */
export function OrderItems({ items }: { items: readonly OrderItem[] }) {
  const t = useMessages()
  const format = useFormat()
  return (
    <ul className="divide-hairline divide-y">
      {items.map((item) => (
        <li key={item.productId} className="flex items-center gap-4 py-4 first:pt-0">
          <Thumbnail picture={item.picture} className="size-18" />
          <div className="min-w-0 grow">
            <Link
              to={href('product', { id: item.productId })}
              className="flex min-h-6 items-center underline-offset-4 hover:underline"
            >
              {localized(item.name)}
            </Link>
            <p className="text-14 text-faint tabular">
              {t.member.quantity(item.quantity)}
              {item.quantity > 1 && ` · ${t.member.each(format.won(item.price))}`}
            </p>
          </div>
          <Money value={item.price * item.quantity} className="font-medium" />
        </li>
      ))}
    </ul>
  )
}

/** The name beside it says what it is. */
export function Thumbnail({ picture, className }: { picture: string; className: string }) {
  return (
    <img
      src={picture}
      alt=""
      width={80}
      height={80}
      loading="lazy"
      decoding="async"
      className={`bg-ground rounded-small shrink-0 object-cover ${className}`}
    />
  )
}
