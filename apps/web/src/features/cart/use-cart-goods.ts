import type { Product } from '@nowait/contract/product'
import { ClientProblem } from '@nowait/contract/client'
import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import { cart, type CartLine } from '../../lib/cart.ts'
import { withPrice } from '../../lib/cart-lines.ts'
import { endpointQuery } from '../../lib/endpoint-query.ts'

/** What today's shelf says to a line of the cart. */
export type LineState =
  | { state: 'checking' }
  | { state: 'fine'; left: number }
  | { state: 'short'; left: number }
  | { state: 'sold-out' }
  | { state: 'gone' }
  /** Could not be asked; what the line knows is shown. */
  | { state: 'unconfirmed' }

export interface CartGoods {
  lines: { line: CartLine; now: LineState }[]
  /** Every line can be ordered, as far as is known. */
  isOrderable: boolean
  isUnconfirmed: boolean
}

/** The cart at once, as it was left; each line is then compared with the shelf and its price brought up to date. */
export function useCartGoods(): CartGoods {
  const lines = cart.use()
  const answers = useQueries({
    queries: lines.map(({ productId }) => endpointQuery('getProduct', { params: { id: productId } })),
  })
  useEffect(() => {
    cart.set(answers.reduce((kept, { data }) => (data ? withPrice(kept, data) : kept), cart.get()))
  })
  const judged = lines.map((line, index) => ({ line, now: judge(line, answers[index]!) }))
  return {
    lines: judged,
    isOrderable: judged.every(({ now }) => !['short', 'sold-out', 'gone'].includes(now.state)),
    isUnconfirmed: judged.some(({ now }) => now.state === 'unconfirmed'),
  }
}

export function judge(
  line: CartLine,
  { data, error }: { data: Product | undefined; error: unknown },
): LineState {
  if (error instanceof ClientProblem && error.code === 'PRODUCT_NOT_FOUND') return { state: 'gone' }
  if (data) {
    const { left } = data.stock
    if (left === 0) return { state: 'sold-out' }
    return { state: line.quantity > left ? 'short' : 'fine', left }
  }
  return { state: error ? 'unconfirmed' : 'checking' }
}
