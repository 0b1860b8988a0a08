import type { ShipTo } from '@nowait/contract/order'
import { useRef, useState, type FormEvent } from 'react'
import { Amounts } from '../../components/amounts.tsx'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { type Cart } from '../../lib/cart.ts'
import { totalOf } from '../../lib/cart-lines.ts'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { AddressFields } from './address-fields.tsx'
import { checkAddress, emptyAddress, errorsFromServer, type AddressErrors } from './address.ts'
import { OrderItems } from './order-items.tsx'
import { OrderTroubleNotice } from './order-trouble.tsx'
import { UnansweredOrder } from './unanswered-order.tsx'
import { usePlaceOrder } from './use-place-order.ts'

interface CheckoutFormProps {
  lines: Cart
  /** The address used last; comes a moment later than the page and fills what nobody has touched. */
  lastAddress: ShipTo | undefined
  isOrderable: boolean
}

export function CheckoutForm({ lines, lastAddress, isOrderable }: CheckoutFormProps) {
  const t = useMessages()
  const form = useRef<HTMLFormElement>(null)
  const { place, resume, startOver, unanswered, isPlacing, trouble, problem } = usePlaceOrder()
  const [typed, setTyped] = useState<ShipTo>()
  const [errors, setErrors] = useState<AddressErrors>({})
  const address = unanswered?.body.shipTo ?? typed ?? lastAddress ?? emptyAddress
  const total = totalOf(lines)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPlacing || unanswered) return
    const found = checkAddress(address, t)
    setErrors(found)
    const first = Object.keys(found)[0]
    if (first) return form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
    setTyped(address)
    const items = lines.map(({ productId, quantity }) => ({ productId, quantity }))
    place({ items, shipTo: address, expectedTotal: total })
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      className="grid items-start gap-8 lg:grid-cols-[1fr_24rem] lg:gap-12"
    >
      <div>
        <fieldset disabled={unanswered !== null || isPlacing}>
          <legend className="text-20 mb-1 font-semibold">{t.shop.shipTo}</legend>
          <p className="text-14 text-grey mb-4 min-h-6">
            {lastAddress ? t.shop.shipToLast : t.shop.shipToFirst}
          </p>
          <AddressFields
            address={address}
            errors={{ ...errorsFromServer(problem, t), ...errors }}
            onChange={setTyped}
          />
        </fieldset>
        <h2 className="text-20 mt-6 mb-3">{t.shop.payment}</h2>
        <p className="border-hairline bg-raised text-14 rounded-control flex items-start gap-3 border p-4">
          <span className="text-accent mt-0.5">
            <Icon name="info" />
          </span>
          {t.shop.paymentDemo}
        </p>
      </div>
      <section
        aria-label={t.shop.orderItems}
        className="border-hairline bg-raised rounded-control flex flex-col gap-4 border p-5 lg:sticky lg:top-24"
      >
        <h2 className="text-16 font-semibold">{t.shop.orderItems}</h2>
        <OrderItems lines={lines} />
        <div className="border-hairline border-t pt-3">
          <Amounts total={total} />
        </div>
        <p className="text-12 text-grey">{t.shop.noSpending}</p>
        {trouble && <OrderTroubleNotice trouble={trouble} />}
        {unanswered ? (
          <UnansweredOrder problem={problem} resume={resume} startOver={startOver} />
        ) : (
          <SubmitButton total={total} isPlacing={isPlacing} isOrderable={isOrderable} />
        )}
      </section>
    </form>
  )
}

interface SubmitButtonProps {
  total: number
  isPlacing: boolean
  isOrderable: boolean
}

function SubmitButton({ total, isPlacing, isOrderable }: SubmitButtonProps) {
  const t = useMessages()
  const format = useFormat()
  return (
    <>
      <Button type="submit" isBusy={isPlacing} disabled={!isOrderable} className="text-16 min-h-12 w-full">
        {isPlacing ? t.shop.placing : t.shop.placeOrder(format.won(total))}
      </Button>
      {!isOrderable && <p className="text-14 text-failed">{t.shop.fixCart}</p>}
    </>
  )
}
