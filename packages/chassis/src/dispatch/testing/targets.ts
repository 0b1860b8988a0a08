import type { TargetCall } from '../integration.ts'

/** Calls the outside of a test, which is a real server, so that threads and other processes reach it. */
export async function callOutside({
  payload,
  idempotencyKey,
  sequence,
  signal,
}: TargetCall): Promise<string> {
  const { url, what } = payload as OutsidePayload
  const body = JSON.stringify({ what, idempotencyKey, sequence })
  const response = await fetch(url, { method: 'POST', body, signal })
  if (!response.ok) throw new Error(`The outside answered ${response.status}`)
  return response.text()
}

export interface OutsidePayload {
  url: string
  what: string
}

/** Neither answers nor listens. */
export const hang = (): Promise<never> => new Promise(() => {})

/** Keeps its thread busy for good when it is told to. */
export async function spin(call: TargetCall): Promise<string> {
  while ((call.payload as OutsidePayload).what === 'spin');
  return callOutside(call)
}
