import type { ProblemBody } from '@nowait/contract/problem'
import { Button } from '../../components/button.tsx'
import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'
import { explainer } from '../../lib/trouble.ts'
import { OrderNotice } from './order-notice.tsx'

interface UnansweredOrderProps {
  /** What was answered last, if anything. */
  problem: ProblemBody | undefined
  resume: () => void
  startOver: () => void
}

/** An order that may or may not have arrived: going on with it is safe, starting anew asks for a look first. */
export function UnansweredOrder({ problem, resume, startOver }: UnansweredOrderProps) {
  const t = useMessages()
  const explain = explainer.use()
  const reason = problem && explain(problem, 'yours')
  return (
    <div className="flex flex-col gap-3">
      <OrderNotice tone="late" title={t.shop.orderUnanswered}>
        {reason && <p className="mb-1">{reason}</p>}
        <p>{t.shop.orderUnansweredHint}</p>
      </OrderNotice>
      <Button className="text-16 min-h-12 w-full" onClick={resume}>
        {t.shop.resume}
      </Button>
      <div className="text-14 text-grey">
        <p>{t.shop.startOverHint}</p>
        <div className="flex flex-wrap gap-x-2">
          <Link
            to={href('orders')}
            className="text-accent inline-flex min-h-11 items-center px-2 font-medium underline-offset-4 hover:underline"
          >
            {t.shop.seeOrders}
          </Link>
          <Button look="plain" onClick={startOver}>
            {t.shop.startOver}
          </Button>
        </div>
      </div>
    </div>
  )
}
