import type { Product } from '@nowait/contract/product'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { api, troubleIn } from '../../lib/api.ts'
import { endpointQuery } from '../../lib/endpoint-query.ts'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { toast } from '../../lib/toast.ts'
import { troubleText } from '../../lib/trouble.ts'

/** For operators: pieces that came in, and another price. Orders already placed keep theirs. */
export function OperatorPanel({ id, price }: { id: string; price: number }) {
  const t = useMessages()
  const format = useFormat()
  const params = { id }
  return (
    <section aria-label={t.shop.operatorTitle} className="border-hairline rounded-control mt-8 border p-4">
      <h2 className="text-14 mb-3 font-semibold">{t.shop.operatorTitle}</h2>
      <NumberForm
        label={t.shop.restockPieces}
        submit={t.shop.restock}
        start={10}
        least={1}
        most={10_000}
        send={(pieces) => api.restockProduct({ params, body: { pieces } })}
        done={({ stock }) => t.shop.restocked(format.number(stock.left))}
      />
      <NumberForm
        label={t.shop.newPrice}
        submit={t.shop.changePrice}
        start={price}
        least={100}
        most={100_000_000}
        send={(to) => api.changePrice({ params, body: { price: to } })}
        done={(product) => t.shop.priceChanged(format.won(product.price))}
      />
    </section>
  )
}

interface NumberFormProps {
  label: string
  submit: string
  start: number
  least: number
  most: number
  send: (value: number) => Promise<Product>
  done: (product: Product) => string
}

function NumberForm({ label, submit, start, least, most, send, done }: NumberFormProps) {
  const t = useMessages()
  const format = useFormat()
  const client = useQueryClient()
  const [text, setText] = useState(String(start))
  const [error, setError] = useState<string>()
  const change = useMutation({
    mutationFn: send,
    onSuccess: (product) => {
      client.setQueryData(endpointQuery('getProduct', { params: { id: product.id } }).queryKey, product)
      void client.invalidateQueries({ queryKey: ['listProducts'] })
      void client.invalidateQueries({ queryKey: ['homePage'] })
      toast(done(product))
    },
    onError: (problem) => setError(troubleText(troubleIn(problem))),
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const value = Number(text)
    const isFine = Number.isInteger(value) && value >= least && value <= most
    setError(isFine ? undefined : t.shop.wholeNumber(format.number(least), format.number(most)))
    if (isFine) change.mutate(value)
  }
  return (
    <form onSubmit={onSubmit} noValidate className="flex items-start gap-3">
      <Field
        className="grow"
        label={label}
        inputMode="numeric"
        value={text}
        error={error}
        onChange={(event) => setText(event.target.value)}
      />
      <Button look="quiet" type="submit" isBusy={change.isPending} className="mt-[1.65rem] min-h-12 min-w-28">
        {submit}
      </Button>
    </form>
  )
}
