import type { Trouble } from './api.ts'
import { clock, number } from './format.ts'
import { loadWords, messages } from './language.ts'
import { explainer, type NextTry } from './trouble.ts'

/** Fetches the words for it; from then on troubles are explained. Without them only the code is told. */
export async function startExplaining(): Promise<void> {
  if (explainer.get() === explain) return
  await loadWords(['trouble'])
  explainer.set(explain)
}

/** Who is in trouble, since when, and when we try again; undefined where the code says it all. */
function explain(trouble: Trouble, next: NextTry): string | undefined {
  const t = messages().trouble
  const reason = reasonOf(trouble)
  if (!reason) return undefined
  const { since, retryAfterMs } = trouble
  const known = since && t.since(clock(since))
  const [soon, then] = next === 'ours' ? [t.looksAgain, t.looksAgainIn] : [t.tryAgain, t.tryAgainIn]
  const when = retryAfterMs === undefined ? soon : then(seconds(retryAfterMs))
  return [reason, known, when].filter(Boolean).join(' ')
}

/** What happened, without when. */
export function reasonOf({ code, service }: Trouble): string | undefined {
  const t = messages().trouble
  const name = t.services[service ?? ''] ?? t.someService
  switch (code) {
    case 'UPSTREAM_CIRCUIT_OPEN':
      return t.circuitOpen(name)
    case 'UPSTREAM_BUSY':
      return t.busy(name)
    case 'UPSTREAM_RATE_LIMITED':
      return t.askedTooOften(name)
    case 'DEADLINE_EXCEEDED':
      return t.noTimeLeft(name)
    case 'OVERLOADED':
      return t.overloaded
    case 'RATE_LIMITED':
      return t.rateLimited
    default:
      return undefined
  }
}

/** Never less than what we wait in fact: see recovery.ts. */
export const leastMs = 2_000
export const seconds = (ms: number): string => number(Math.ceil(Math.max(ms, leastMs) / 1_000))
