import type { Shipment, ShipmentList } from '@nowait/contract/shipping'
import { EmptyState } from '../../components/empty-state.tsx'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { localized, useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'
import type { PartView } from '../../lib/use-page.ts'
import { useExpected } from './use-expected.ts'

const way = ['preparing', 'picked-up', 'in-transit', 'out-for-delivery', 'delivered'] as const
const atMost = 3

/** Parcels on their way, and the last that arrived. */
export function Parcels({ view, className }: { view: PartView<ShipmentList>; className?: string }) {
  const t = useMessages()
  return (
    <Part
      view={view}
      label={t.account.parts.shipping}
      title={t.account.deliveryTitle}
      skeleton={<ParcelsSkeleton />}
      className={className}
    >
      {({ items }) => {
        const parcels = shown(items)
        if (parcels.length === 0)
          return <EmptyState title={t.account.noParcels} hint={t.account.noParcelsHint} />
        return (
          <ul className="divide-hairline border-hairline divide-y border-y">
            {parcels.map((parcel) => (
              <li key={parcel.orderId}>
                <ParcelRow parcel={parcel} />
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

function ParcelRow({ parcel }: { parcel: Shipment }) {
  const t = useMessages()
  const expected = useExpected(parcel)
  const reached = way.indexOf(parcel.state as (typeof way)[number])
  return (
    <Link to={href('order', { id: parcel.orderId })} className="group block py-4">
      <span className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-16 font-medium underline-offset-4 group-hover:underline">{expected}</span>
        <span className="text-12 text-faint tabular">
          {localized(parcel.carrier)} {parcel.trackingNumber}
        </span>
      </span>
      <span aria-hidden="true" className="mt-3 flex gap-1">
        {way.map((step, index) => (
          <span
            key={step}
            className={`h-1 grow rounded-full ${index < reached ? 'bg-ink' : index === reached ? (step === 'delivered' ? 'bg-done' : 'bg-accent') : 'bg-hairline'}`}
          />
        ))}
      </span>
      <span className="text-12 text-grey mt-1 block">{t.account.deliverySteps[parcel.state]}</span>
    </Link>
  )
}

function ParcelsSkeleton() {
  return (
    <div className="divide-hairline border-hairline divide-y border-y">
      {[0, 1].map((row) => (
        <div key={row} className="py-4">
          <Skeleton className="my-0.5 h-5 w-56" />
          <Skeleton className="mt-3 h-1 w-full" />
          <Skeleton className="mt-1.5 h-4 w-16" />
        </div>
      ))}
    </div>
  )
}
