import type { Localized } from '@nowait/contract/values'
import type { Shipment } from '@nowait/contract/shipping'

/** Who brings parcels in this shop. None of them exists. */
export const carriers: readonly Localized[] = [
  { ko: '마루택배', en: 'Maru Parcel' },
  { ko: '너울로지스', en: 'Neoul Logistics' },
  { ko: '살구특송', en: 'Salgu Express' },
]

/** Where a parcel is at each step, unless the carrier says it better. The door is nobody's address. */
export const places: Readonly<Record<Shipment['state'], Localized>> = {
  preparing: { ko: '이천 물류창고', en: 'Icheon warehouse' },
  'picked-up': { ko: '이천 집하장', en: 'Icheon collection point' },
  'in-transit': { ko: '군포 물류센터', en: 'Gunpo logistics centre' },
  'out-for-delivery': { ko: '동네 배송 대리점', en: 'Neighbourhood delivery depot' },
  delivered: { ko: '문 앞', en: 'At the door' },
  stopped: { ko: '이천 물류창고', en: 'Icheon warehouse' },
}
