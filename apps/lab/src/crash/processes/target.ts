import { randomUUID } from 'node:crypto'
import type { TargetCall } from '@nowait/chassis/dispatch/integration'

/** What a writer wants to happen outside. */
export interface Wanted {
  operation: string
  url: string
}

/** Calls the outside. */
export const callOutside = ({ payload, idempotencyKey, signal }: TargetCall): Promise<void> =>
  post(payload as Wanted, idempotencyKey, signal)

/** The planted bug `no-deduplication-key`: every try looks new. */
export const callWithoutKey = ({ payload, signal }: TargetCall): Promise<void> =>
  post(payload as Wanted, randomUUID(), signal)

async function post({ operation, url }: Wanted, key: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ operation, key }), signal })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`The outside answered ${response.status}`)
}
