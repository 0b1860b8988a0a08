import type { PushMessage, SendPush } from '@nowait/contract/push'

/** What became of a push to one browser, for good. `gone`: its subscription has ended. */
export type Delivered = 'sent' | 'gone' | 'failed'

/** The same after one attempt. `why` is for the log and the caller; ms until it is worth another attempt, where known. */
export type Outcome =
  | { state: Delivered; why?: string }
  | { state: 'retry'; why: string; retryAfterMs?: number }

const maxRetryAfterMs = 3_600_000

/** What the status of a push service means (RFC 8030). Redirects are not followed: nobody should be sent elsewhere. */
export function outcomeOf(status: number, retryAfter: string | undefined, now: number): Outcome {
  const why = `answered ${status}`
  if (status >= 200 && status < 300) return { state: 'sent' }
  if (status === 404 || status === 410) return { state: 'gone' }
  if (status === 408 || status === 429 || status >= 500) {
    return { state: 'retry', why, retryAfterMs: readRetryAfter(retryAfter, now) }
  }
  return { state: 'failed', why }
}

/** `Retry-After` in ms, from seconds or a date; at most an hour, whatever a push service asks for. */
function readRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs)
}

/** What travels, encrypted. The service worker words it, so that a push carries no sentence and no language. */
export function messageOf(id: string, { kind, orderId, orderNumber }: SendPush): PushMessage {
  return { id, kind, orderId, orderNumber }
}

/** What the caller is told of browsers that another attempt may reach: how many, why, and when at the earliest. */
export function retryOf(outcomes: Outcome[]): { detail: string; retryAfterMs: number | undefined } {
  const retries = outcomes.filter((outcome) => outcome.state === 'retry')
  const waits = retries.flatMap(({ retryAfterMs }) => retryAfterMs ?? [])
  const reasons = [...new Set(retries.map(({ why }) => why))].join(', ')
  return {
    detail: `${retries.length} of ${outcomes.length} browsers not reached: push service ${reasons}`,
    retryAfterMs: waits.length > 0 ? Math.max(...waits) : undefined,
  }
}
