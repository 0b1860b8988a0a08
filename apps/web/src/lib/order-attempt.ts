import type { PlaceOrder } from '@nowait/contract/order'
import { unansweredOrderKey } from './session.ts'
import { stored } from './stored.ts'

/**
 * An order that was sent and not answered yet. It is kept across a reload until its answer has come: sent again with
 * the same key and body it cannot become a second order.
 */
export interface OrderAttempt {
  key: string
  body: PlaceOrder
  memberId: string | undefined
  /** When it was first sent, in ms; the server remembers a key for 48 hours. */
  at: number
}

const keptMs = 48 * 3_600_000

export const orderAttempt = stored<OrderAttempt | null>(
  unansweredOrderKey,
  (text) => {
    try {
      const attempt = JSON.parse(text ?? 'null') as OrderAttempt | null
      const isWhole = typeof attempt?.key === 'string' && Array.isArray(attempt.body?.items)
      return isWhole && Date.now() - attempt.at < keptMs ? attempt : null
    } catch {
      return null
    }
  },
  (attempt) => attempt && JSON.stringify(attempt),
)

export function newAttempt(body: PlaceOrder, memberId: string | undefined): OrderAttempt {
  // crypto.randomUUID is missing on plain-http addresses other than localhost.
  const random = [...crypto.getRandomValues(new Uint8Array(16))]
  const key = random.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return { key, body, memberId, at: Date.now() }
}
