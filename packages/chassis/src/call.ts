import { Pool } from 'undici'
import type { Send } from '@nowait/contract/client'
import type { Clock } from './clock.ts'
import { type Answer, exchange } from './call-exchange.ts'
import { sendByFetch } from './call-send.ts'
import { insideTransaction } from './database.ts'
import type { Transition } from './guard/breaker.ts'
import { createGuard, type Guard } from './guard/guard.ts'
import type { CallPlan } from './guard/plan.ts'
import { registerGuard } from './guard/registry.ts'
import { currentRequest, remainingMs } from './request-context.ts'

export type { Answer } from './call-exchange.ts'

export interface UpstreamOptions {
  name: string
  url: string
  /** Its own credential, sent as a bearer token. */
  token: string
  /** Connections kept, unless said as many as the plan's bulkhead lets through; what is beyond waits within its deadline. */
  connections?: number
  /** Bytes of an answer; reading stops there. */
  maxBodyBytes?: number
  /** For calls that name no deadline, when there is no plan, ms. */
  deadlineMs?: number
  /** What protects the calls; without one there is only a deadline. */
  plan?: CallPlan
  /** What operators know its guard by, see guard/registry.ts; without a name they do not see it. */
  shownAs?: string
  /** Told of each transition of the plan's breaker; must not throw. */
  onChange?: (transition: Transition) => void
  /** The clock of the plan, for tests; the deadline of an exchange is always real time. */
  clock?: Clock
}

export interface CallOptions {
  method?: string
  /** On whose behalf; from a session or an event, never from a request's body. Also whose bucket of the limiter is used. */
  member?: string
  /** Total time from asking to the last byte, ms; never more than the caller of this process still waits. */
  deadlineMs?: number
  signal?: AbortSignal
  headers?: Record<string, string>
  body?: string
  /** May be made twice, so the plan may try it again. Unless said: GET and HEAD may. */
  idempotent?: boolean
}

export type SendAs = Pick<CallOptions, 'member' | 'deadlineMs' | 'idempotent'>

/** One service behind HTTP, with a pool of its own. Failures are CallErrors that name it; redirects are not followed. */
export interface Upstream {
  readonly name: string
  /** The answer as bytes: the short way, for bodies that are passed on. Any status is an answer. */
  ask(path: string, options?: CallOptions): Promise<Answer>
  /** Fetch-shaped, for the contract's client; a call that fails becomes a problem answer with the CallError's code. */
  send(as?: SendAs): Send
  /** Calls asked and not settled yet. */
  readonly inFlight: number
  /** What keeps the plan: its state, and what an operator may do. Absent without a plan. */
  readonly guard?: Guard<Answer>
  close(): Promise<void>
}

/** Opens a pool to a service; nothing is sent before the first call. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { name, plan, onChange, clock } = options
  const { origin, pathname } = new URL(options.url)
  const base = pathname.replace(/\/$/, '')
  const pool = new Pool(origin, {
    connections: options.connections ?? plan?.bulkhead?.limit ?? 20,
    pipelining: 1,
    connect: { timeout: 2_000 },
    keepAliveTimeout: 10_000,
    // The deadline below is total and covers both; undici's own timers would only be second clocks.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 16 * 1024,
  })
  const guard = plan && createGuard<Answer>({ name, plan, onChange, clock, failed, retryAfterMs })
  const hide = guard && options.shownAs ? registerGuard(options.shownAs, guard) : () => {}
  const go = guard ? guarded(guard, options, pool) : unguarded(options, pool)
  let inFlight = 0
  const ask = async (path: string, call: CallOptions = {}) => {
    if (insideTransaction())
      throw new Error(`Calling ${name} inside a transaction would hold its locks while waiting`)
    const waiting = currentRequest()?.waiting
    inFlight++
    waiting?.begin()
    try {
      return await go(base + path, call)
    } finally {
      inFlight--
      waiting?.end()
    }
  }
  return {
    name,
    ask,
    send: (as) => (path, init) => sendByFetch(ask, path, init, as),
    get inFlight() {
      return inFlight
    },
    guard,
    close() {
      hide()
      return pool.destroy()
    },
  }
}

type Go = (path: string, call: CallOptions) => Promise<Answer>

const failed = ({ status }: Answer) => status >= 500
const retryAfterMs = (answer: Answer) => answer.retryAfterMs

function unguarded(upstream: UpstreamOptions, pool: Pool): Go {
  return (path, call) => {
    const asked = call.deadlineMs ?? upstream.deadlineMs ?? 3_000
    return exchange(pool, path, upstream, call, Math.min(asked, remainingMs() ?? asked))
  }
}

function guarded(guard: Guard<Answer>, upstream: UpstreamOptions, pool: Pool): Go {
  return (path, call) =>
    guard.run(({ deadlineMs, signal }) => exchange(pool, path, upstream, { ...call, signal }, deadlineMs), {
      signal: call.signal,
      idempotent: call.idempotent ?? isRead(call.method),
      caller: call.member,
      deadlineMs: call.deadlineMs,
      remainingMs: remainingMs(),
    })
}

const isRead = (method = 'GET') => method === 'GET' || method === 'HEAD'
