import type { ReactNode } from 'react'
import { pointsFor } from '../lib/cart-lines.ts'
import { useFormat } from '../lib/format.ts'
import { useMessages } from '../lib/language.ts'
import { Money } from './money.tsx'

/** What it comes to: goods, delivery, the total, and what it brings. */
export function Amounts({ total }: { total: number }) {
  const t = useMessages()
  const format = useFormat()
  return (
    <dl className="text-14 tabular">
      <Row name={t.shop.goodsTotal}>
        <Money value={total} />
      </Row>
      <Row name={t.shop.delivery}>{t.shop.free}</Row>
      <Row
        name={<span className="text-16 text-ink font-semibold">{t.shop.total}</span>}
        className="border-hairline mt-2 border-t pt-3"
      >
        <Money value={total} className="text-20 font-semibold" />
      </Row>
      <Row name={t.shop.pointsToGet}>{format.points(pointsFor(total))}</Row>
    </dl>
  )
}

interface RowProps {
  name: ReactNode
  className?: string
  children: ReactNode
}

function Row({ name, className = '', children }: RowProps) {
  return (
    <div className={`flex items-baseline justify-between gap-4 py-1.5 ${className}`}>
      <dt className="text-grey">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
