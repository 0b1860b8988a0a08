import type { Order } from '@nowait/contract/order'
import { Icon } from '../../components/icon.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { isOff, stepsOf, type Step } from './order-status.ts'

const dots: Record<Step['state'], string> = {
  reached: 'bg-ink text-paper',
  current: 'bg-accent text-on-accent',
  ahead: 'border-edge border bg-paper',
}

/** How far an order has come: 결제완료, 상품준비중, 배송중, 배송완료; or how it was taken back. */
export function OrderSteps({ order }: { order: Pick<Order, 'status' | 'history'> }) {
  const t = useMessages()
  return (
    <ol aria-label={t.member.stepsLabel} className="flex">
      {stepsOf(order).map((step, index) => (
        <StepItem key={step.status} step={step} isFirst={index === 0} />
      ))}
    </ol>
  )
}

function StepItem({ step, isFirst }: { step: Step; isFirst: boolean }) {
  const t = useMessages()
  const format = useFormat()
  const words = { reached: t.member.stepReached, current: t.member.stepCurrent, ahead: t.member.stepAhead }
  return (
    <li
      aria-current={step.state === 'current' ? 'step' : undefined}
      className="relative flex min-w-0 grow basis-0 flex-col items-center gap-2 text-center"
    >
      {!isFirst && (
        <span
          aria-hidden="true"
          className={`absolute top-3 right-[calc(50%+0.75rem)] h-px w-[calc(100%-1.5rem)] ${step.state === 'ahead' ? 'bg-hairline' : 'bg-ink'}`}
        />
      )}
      <span className={`relative grid size-6 place-items-center rounded-full ${dots[step.state]}`}>
        {step.state !== 'ahead' && (
          <Icon name={step.status !== 'placed' && isOff(step.status) ? 'close' : 'check'} size={14} />
        )}
      </span>
      <span>
        <span
          className={`text-14 block leading-tight ${step.state === 'current' ? 'font-semibold' : step.state === 'ahead' ? 'text-faint' : 'text-grey'}`}
        >
          {step.status === 'placed' ? t.member.placed : t.member.status[step.status]}
          <span className="sr-only">, {words[step.state]}</span>
        </span>
        <span className="text-12 text-faint tabular mt-1 block min-h-5">
          {step.at && (
            <time dateTime={step.at}>
              <span className="sm:hidden">{format.day(step.at)}</span>
              <span className="max-sm:hidden">{format.moment(step.at)}</span>
            </time>
          )}
        </span>
      </span>
    </li>
  )
}

export function OrderStepsSkeleton() {
  return (
    <div className="flex">
      {[0, 1, 2, 3].map((step) => (
        <div key={step} className="flex grow basis-0 flex-col items-center gap-2">
          <span className="bg-ground animate-breathe size-6 rounded-full" />
          <span className="block">
            <Skeleton className="mt-px h-4 w-14" />
            <span className="mt-1 block min-h-5" />
          </span>
        </div>
      ))}
    </div>
  )
}
