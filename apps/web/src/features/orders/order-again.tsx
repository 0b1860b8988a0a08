import type { OrderSummary } from '@nowait/contract/order'
import { Button } from '../../components/button.tsx'
import { cart, type Cart, maxLines, maxQuantity } from '../../lib/cart.ts'
import { localized, useMessages } from '../../lib/language.ts'
import { href } from '../../lib/paths.ts'
import { go } from '../../lib/router.ts'
import { toast } from '../../lib/toast.ts'

/** Puts the goods of an order into the cart; today's prices and stock are looked at there. */
export function OrderAgain({ order }: { order: Pick<OrderSummary, 'number' | 'items'> }) {
  const t = useMessages()
  return (
    <Button
      look="quiet"
      aria-label={t.member.ofOrder(t.member.orderAgain, order.number)}
      onClick={() => {
        cart.set(withItems(cart.get(), order.items))
        const name = localized(order.items[0]!.name)
        toast(t.member.addedAgain(name, order.items.length), {
          action: { label: t.member.seeCart, run: () => void go(href('cart')) },
        })
      }}
    >
      {t.member.orderAgain}
    </Button>
  )
}

/** The cart with the pieces of an order added to what is in it, as many as one order can hold. */
export function withItems(lines: Cart, items: OrderSummary['items']): Cart {
  return items.reduce<Cart>((all, { quantity, ...item }) => {
    const before = all.find((line) => line.productId === item.productId)
    const line = { ...item, quantity: Math.min(maxQuantity, (before?.quantity ?? 0) + quantity) }
    if (before) return all.map((other) => (other === before ? line : other))
    return all.length < maxLines ? [...all, line] : all
  }, lines)
}
