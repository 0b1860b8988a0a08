import type { OrderStatus } from '@nowait/contract/order'
import type { DeliveryStep, Shipment } from '@nowait/contract/shipping'
import { useState } from 'react'
import { Icon } from '../../components/icon.tsx'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat } from '../../lib/format.ts'
import { localized, useMessages } from '../../lib/language.ts'
import type { PartView } from '../../lib/use-page.ts'
import { isOff } from './order-status.ts'
import { useExpected } from './use-expected.ts'

const way: readonly DeliveryStep[] = ['preparing', 'picked-up', 'in-transit', 'out-for-delivery', 'delivered']
// All steps are always drawn, those ahead in grey: the part has its final size from the beginning.
const size = 'min-h-88'
const sizeWhenOver = 'min-h-48'

interface DeliveryProps {
  view: PartView<Shipment | null>
  /** Explains why there is no parcel; unknown while the order has not come. */
  orderStatus: OrderStatus | undefined
}

/** The parcel's way with carrier and expected day. */
export function Delivery({ view, orderStatus }: DeliveryProps) {
  const t = useMessages()
  const first = useFirst(orderStatus)
  const isShort = first === 'rejected' || first === 'cancelled'
  return (
    <Part
      view={view}
      label={t.member.parts.shipping}
      title={t.member.deliveryTitle}
      skeleton={<DeliverySkeleton isShort={isShort} />}
    >
      {(shipment) => (
        <div className={isShort ? sizeWhenOver : size}>
          {shipment ? (
            <Parcel shipment={shipment} isStopping={orderStatus === 'cancelling'} />
          ) : (
            <NoParcel orderStatus={orderStatus} />
          )}
        </div>
      )}
    </Part>
  )
}

/** The first status that was known: what changes while one is looking must not move what is below. */
function useFirst(status: OrderStatus | undefined): OrderStatus | undefined {
  const [first, setFirst] = useState(status)
  if (first === undefined && status !== undefined) setFirst(status)
  return first ?? status
}

function Parcel({ shipment, isStopping }: { shipment: Shipment; isStopping: boolean }) {
  const t = useMessages()
  const expected = useExpected(shipment)
  return (
    <>
      <p className="text-16 font-semibold">{isStopping ? t.member.stoppingDelivery : expected}</p>
      <p className="text-14 text-grey tabular mb-5">
        {localized(shipment.carrier)} · {t.member.trackingNumber(shipment.trackingNumber)}
      </p>
      <ol aria-label={t.member.deliveryStepsLabel}>
        {stepsShown(shipment).map((step) => (
          <TimelineStep key={step.name} {...step} isLatest={step.name === shipment.state} />
        ))}
      </ol>
    </>
  )
}

interface ShownStep {
  name: Shipment['state']
  reached: Shipment['steps'][number] | undefined
}

function stepsShown({ state, steps }: Shipment): ShownStep[] {
  const reached = (name: Shipment['state']) => steps.find(({ step }) => step === name)
  const names: Shipment['state'][] = state === 'stopped' ? [...way.filter(reached), 'stopped'] : [...way]
  return names.map((name) => ({ name, reached: reached(name) }))
}

function TimelineStep({ name, reached, isLatest }: ShownStep & { isLatest: boolean }) {
  const t = useMessages()
  const format = useFormat()
  const dot = isLatest
    ? 'bg-accent text-on-accent'
    : reached
      ? 'bg-ink text-paper'
      : 'border-edge border bg-paper'
  return (
    <li aria-current={isLatest ? 'step' : undefined} className="group relative flex gap-4 pb-4 last:pb-0">
      <span
        aria-hidden="true"
        className={`absolute top-6 bottom-0 left-3 w-px group-last:hidden ${reached && !isLatest ? 'bg-ink' : 'bg-hairline'}`}
      />
      <span className={`relative grid size-6 shrink-0 place-items-center rounded-full ${dot}`}>
        {reached && <Icon name={name === 'stopped' ? 'close' : 'check'} size={14} />}
      </span>
      <div className="flex min-h-11 min-w-0 grow flex-wrap justify-between gap-x-4">
        <div>
          <p className={`text-14 ${isLatest ? 'font-semibold' : reached ? '' : 'text-faint'}`}>
            {t.member.deliverySteps[name]}
            {!reached && <span className="sr-only">, {t.member.stepAhead}</span>}
          </p>
          {reached && <p className="text-12 text-faint">{localized(reached.place)}</p>}
        </div>
        {reached && (
          <time dateTime={reached.at} className="text-12 text-faint tabular leading-6">
            {format.moment(reached.at)}
          </time>
        )}
      </div>
    </li>
  )
}

function NoParcel({ orderStatus }: { orderStatus: OrderStatus | undefined }) {
  const t = useMessages()
  const isNever = orderStatus !== undefined && isOff(orderStatus)
  return (
    <>
      <p className="text-16 font-semibold">{isNever ? t.member.noParcel : t.member.noParcelYet}</p>
      <p className="text-14 text-grey">{isNever ? t.member.noParcelHint : t.member.noParcelYetHint}</p>
    </>
  )
}

function DeliverySkeleton({ isShort }: { isShort: boolean }) {
  return (
    <div className={isShort ? sizeWhenOver : size}>
      <Skeleton className="h-6 w-48" />
      <Skeleton className="mt-1 mb-6 h-5 w-56" />
      {(isShort ? way.slice(0, 2) : way).map((step) => (
        <div key={step} className="flex min-h-15 gap-4">
          <span className="bg-ground animate-breathe size-6 rounded-full" />
          <Skeleton className="mt-1 h-4 w-24" />
        </div>
      ))}
    </div>
  )
}
