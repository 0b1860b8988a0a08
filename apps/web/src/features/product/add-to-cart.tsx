import type { ProductCard } from '@nowait/contract/product'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { QuantityStepper } from '../../components/quantity-stepper.tsx'
import { cart, maxQuantity } from '../../lib/cart.ts'
import { withAdded } from '../../lib/cart-lines.ts'
import { useLocalized, useMessages } from '../../lib/language.ts'
import { withParticle } from '../../lib/particle.ts'
import { href } from '../../lib/paths.ts'
import { toast } from '../../lib/toast.ts'

export function AddToCart({ product }: { product: ProductCard }) {
  const t = useMessages()
  const text = useLocalized()
  const [quantity, setQuantity] = useState(1)
  const name = text(product.name)
  if (product.stock.state === 'sold-out')
    return (
      <div>
        <Button className="w-full" disabled>
          {t.shop.soldOutLong}
        </Button>
        <p className="text-14 text-grey mt-3">{t.shop.soldOutHint}</p>
      </div>
    )
  const add = () => {
    const before = cart.get()
    const after = withAdded(before, product, quantity)
    cart.set(after)
    if (after === before) return toast(t.shop.cartFull, { tone: 'failed' })
    setQuantity(1)
    toast(t.shop.added(withParticle(name, '을/를')), {
      action: { label: t.shop.openCart, to: href('cart') },
    })
  }
  return (
    <div className="bg-paper max-md:border-hairline flex flex-wrap gap-3 max-md:sticky max-md:bottom-0 max-md:-mx-4 max-md:border-t max-md:px-4 max-md:py-3">
      <QuantityStepper
        name={name}
        value={quantity}
        most={Math.min(product.stock.left, maxQuantity)}
        onChange={setQuantity}
      />
      <Button className="text-16 min-h-12 grow" onClick={add}>
        {t.shop.addToCart}
      </Button>
    </div>
  )
}
