import type { Query, QueryClient } from '@tanstack/react-query'
import { troubleIn, type Trouble, type TroubleCode } from './api.ts'
import { leastMs, startExplaining } from './explain.ts'
import { pageParts, type Arrived, type PageName } from './page-parts.ts'
import { retryParts } from './page-stream.ts'

/** Where nobody says when to try again, ms: doubled with each failure up to the longest. */
const unknownMs = 10_000
const longestMs = 60_000

const passing = new Set<TroubleCode>([
  'UNREACHABLE',
  'OVERLOADED',
  'RATE_LIMITED',
  'SERVICE_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
])
const isPassing = ({ code }: Trouble) => passing.has(code) || code.startsWith('UPSTREAM_')

interface TroubleFound {
  trouble: Trouble
  /** The parts of a page that are missing or old; of any other answer all of it. */
  parts: string[]
  /** When it was found: a newer one is another trouble. */
  at: number
}

interface Plan {
  at: number
  timer: ReturnType<typeof setTimeout>
  isDue: boolean
}

/**
 * What is looked at and missing or old is asked for again by itself: when the answer said so, else after a while, and up
 * to a third later, so that not all browsers come back at once. Never while nobody looks or the network is gone; then at
 * once when that is over.
 */
export function startRecovery(client: QueryClient): () => void {
  const cache = client.getQueryCache()
  const plans = new Map<string, Plan>()
  const failures = new Map<string, number>()

  const drop = (hash: string) => {
    clearTimeout(plans.get(hash)?.timer)
    plans.delete(hash)
  }

  const look = (query: Query) => {
    const { queryHash: hash } = query
    const found = troubleOf(query)
    // Also while other parts are still awaited.
    if (found) void startExplaining().catch(() => undefined)
    if (query.state.fetchStatus === 'fetching') return
    if (!found) failures.delete(hash)
    if (!found || !query.isActive() || isPolled(query)) return drop(hash)
    if (plans.get(hash)?.at === found.at) return
    drop(hash)
    const failed = failures.get(hash) ?? 0
    failures.set(hash, failed + 1)
    const timer = setTimeout(() => tryNow(query, found), waitMs(found.trouble, failed))
    plans.set(hash, { at: found.at, timer, isDue: false })
  }

  const tryNow = (query: Query, found: TroubleFound) => {
    const plan = plans.get(query.queryHash)
    if (!plan || !query.isActive()) return drop(query.queryHash)
    plan.isDue = document.hidden || !navigator.onLine
    if (!plan.isDue) void askAgain(client, query, found)
  }

  const wake = () => {
    if (document.hidden || !navigator.onLine) return
    for (const [hash, plan] of plans) {
      const query = plan.isDue ? cache.get(hash) : undefined
      const found = query && troubleOf(query)
      if (query && found) tryNow(query, found)
    }
  }

  const unsubscribe = cache.subscribe(({ type, query }) => {
    if (type === 'removed') drop(query.queryHash)
    else if (type !== 'observerResultsUpdated') look(query)
  })
  for (const query of cache.getAll()) look(query)
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  return () => {
    unsubscribe()
    for (const hash of plans.keys()) drop(hash)
    removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', wake)
  }
}

function waitMs({ retryAfterMs }: Trouble, failed: number): number {
  const toldMs = retryAfterMs ?? Math.min(longestMs, unknownMs * 2 ** failed)
  return Math.max(leastMs, toldMs) * (1 + Math.random() / 3)
}

const isPage = (name: unknown): name is PageName => typeof name === 'string' && name in pageParts

// Asked again every few seconds whatever it was: recovers by that.
const isPolled = (query: Query) =>
  query.observers.some(({ options: { refetchInterval: every } }) =>
    typeof every === 'number' ? every <= unknownMs : typeof every === 'function',
  )

function troubleOf(query: Query): TroubleFound | undefined {
  const { data, status, error, errorUpdatedAt } = query.state
  if (status === 'error') {
    const trouble = troubleIn(error)
    return isPassing(trouble) ? { trouble, parts: [], at: errorUpdatedAt } : undefined
  }
  if (status !== 'success' || !isPage(query.queryKey[0])) return undefined
  const troubled = Object.entries(data as Record<string, Arrived<unknown>>).flatMap(([part, arrived]) =>
    arrived.state !== 'ready' && isPassing(arrived.problem) ? [{ part, ...arrived }] : [],
  )
  const first = troubled.toSorted((a, b) => soonness(a.problem) - soonness(b.problem))[0]
  if (!first) return undefined
  return {
    trouble: first.problem,
    parts: troubled.map(({ part }) => part),
    at: Math.max(...troubled.map(({ at }) => at)),
  }
}

const soonness = ({ retryAfterMs = Infinity }: Trouble) => retryAfterMs

async function askAgain(client: QueryClient, { queryKey }: Query, { parts }: TroubleFound): Promise<void> {
  const [name, input] = queryKey
  if (isPage(name) && parts.length > 0)
    await retryParts(client, name, input as never, parts as never).catch(() => undefined)
  else await client.refetchQueries({ queryKey, exact: true })
}
