import type { PushKind, PushMessage } from '@nowait/contract/push'

// Named here once more: the schemas of the contract would make this small file a large one.
const kinds: Record<PushKind, true> = {
  'order-rejected': true,
  'order-shipped': true,
  'order-delivered': true,
  'order-cancelled': true,
  'order-cancel-refused': true,
}
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/
const orderNumber = /^[\w-]{1,40}$/

/** A push as the push service sends it. Nothing, when it is anything else: it came from outside. */
export function readMessage(text: string | undefined): PushMessage | undefined {
  const { id, kind, orderId, orderNumber: number } = parse(text)
  if (!isText(id, uuid) || !isText(orderId, uuid) || !isText(number, orderNumber)) return undefined
  return typeof kind === 'string' && Object.hasOwn(kinds, kind)
    ? { id, kind: kind as PushKind, orderId, orderNumber: number }
    : undefined
}

/** The page of an order, an address of this shop whatever the id; My Page without a good one. */
export function pageOf(orderId: unknown): string {
  return isText(orderId, uuid) ? `/orders/${orderId}` : '/my'
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

const isText = (value: unknown, pattern: RegExp): value is string =>
  typeof value === 'string' && pattern.test(value)
