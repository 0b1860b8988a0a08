import type { OrderSummary } from '@nowait/contract/order'
import type { Shipment, ShipmentList } from '@nowait/contract/shipping'
import { EmptyState } from '../../components/empty-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useLastSize } from '../../lib/last-sizes.ts'
import { localized, useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'
import type { PartView } from '../../lib/use-page.ts'
import { Thumbnail } from './order-items.tsx'
import { useExpected } from './use-expected.ts'

const way = ['preparing', 'picked-up', 'in-transit', 'out-for-delivery', 'delivered'] as const
const atMost = 3

interface ParcelsProps {
  view: PartView<ShipmentList>
  /** Shows what is in a parcel, where the orders have come; a parcel itself does not know. */
  orders: readonly OrderSummary[] | undefined
}

/** Parcels on their way, and the last that arrived. */
export function Parcels({ view, orders }: ParcelsProps) {
  const t = useMessages()
  const expected = useLastSize('parcels', atMost, 'data' in view ? shown(view.data.items).length : undefined)
  return (
    <Part
      view={view}
      label={t.member.parts.shipping}
      title={t.member.deliveryTitle}
      skeleton={<ParcelsSkeleton count={expected} />}
    >
      {({ items }) => {
        const parcels = shown(items)
        if (parcels.length === 0)
          return (
            <div className="min-h-38">
              <EmptyState title={t.member.noParcels} hint={t.member.noParcelsHint} />
            </div>
          )
        return (
          <ul className="divide-hairline border-hairline divide-y border-y">
            {parcels.map((parcel) => (
              <li key={parcel.orderId}>
                <ParcelRow parcel={parcel} order={orders?.find(({ id }) => id === parcel.orderId)} />
              </li>
            ))}
          </ul>
        )
      }}
    </Part>
  )
}

function shown(items: readonly Shipment[]): Shipment[] {
  const moving = items.filter(({ state }) => state !== 'delivered')
  const arrived = items.filter(({ state }) => state === 'delivered')
  return [...moving, ...arrived.slice(0, 1)].slice(0, atMost)
}

function ParcelRow({ parcel, order }: { parcel: Shipment; order: OrderSummary | undefined }) {
  const t = useMessages()
  const expected = useExpected(parcel)
  const item = order?.items[0]
  return (
    <Link to={href('order', { id: parcel.orderId })} className="group flex items-center gap-4 py-4">
      {item ? (
        <Thumbnail picture={item.picture} className="size-14" />
      ) : (
        <span className="bg-ground text-faint rounded-small grid size-14 shrink-0 place-items-center">
          <Icon name="box" />
        </span>
      )}
      <span className="min-w-0 grow">
        <span className="text-16 block font-medium underline-offset-4 group-hover:underline">{expected}</span>
        <StepBars state={parcel.state} />
        <span className="text-12 text-grey mt-1 flex flex-wrap justify-between gap-x-4">
          {t.member.deliverySteps[parcel.state]}
          <span className="text-faint tabular">
            {localized(parcel.carrier)} {parcel.trackingNumber}
          </span>
        </span>
      </span>
    </Link>
  )
}

function StepBars({ state }: Pick<Shipment, 'state'>) {
  const reached = way.findIndex((step) => step === state)
  const colorOf = (index: number) => {
    if (index > reached) return 'bg-hairline'
    if (index < reached) return 'bg-ink'
    return state === 'delivered' ? 'bg-done' : 'bg-accent'
  }
  return (
    <span aria-hidden="true" className="mt-2 flex gap-1">
      {way.map((step, index) => (
        <span key={step} className={`h-1 grow rounded-full ${colorOf(index)}`} />
      ))}
    </span>
  )
}

function ParcelsSkeleton({ count }: { count: number }) {
  if (count === 0) return <div className="min-h-38" />
  return (
    <div className="divide-hairline border-hairline divide-y border-y">
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className="flex items-center gap-4 py-4">
          <Skeleton className="size-14" />
          <div className="grow">
            <Skeleton className="my-1 h-5 w-56" />
            <Skeleton className="mt-2 h-1 w-full" />
            <Skeleton className="mt-1.5 h-4 w-16" />
          </div>
        </div>
      ))}
    </div>
  )
}
