import type { Shipment } from '@nowait/contract/shipping'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'

/** When a parcel comes or came, in words: 내일 도착 예정, 11월 22일 (일). */
export function useExpected({ state, expectedOn, steps }: Shipment): string {
  const t = useMessages()
  const format = useFormat()
  if (state === 'stopped') return t.member.stoppedDelivery
  const arrived = steps.find(({ step }) => step === 'delivered')
  if (arrived) return t.member.arrivedOn(format.weekday(arrived.at))
  const days = format.daysUntil(expectedOn)
  if (days === 0) return t.member.arrivesToday
  const day = format.weekday(expectedOn)
  return days === 1 ? t.member.arrivesTomorrow(day) : t.member.arrivesOn(day)
}
