/** The mock BFF: the same contract as the real one, over tables in memory. */
import type { Context } from 'hono'
import { bffApi } from '@nowait/contract/bff'
import type { Endpoint } from '@nowait/contract/endpoint'
import { csrfHeader } from '@nowait/contract/headers'
import { implement } from '@nowait/contract/implement'
import { Problem } from '@nowait/contract/problem'
import type { Caller, Mock } from './context.ts'
import { openStore, type Shelf } from './db.ts'
import { account } from './handlers/account.ts'
import { catalogue } from './handlers/catalogue.ts'
import { lab } from './handlers/lab.ts'
import { live } from './handlers/live.ts'
import { members } from './handlers/members.ts'
import { ops } from './handlers/ops.ts'
import { orders } from './handlers/orders.ts'
import { push } from './handlers/push.ts'
import { type Knobs, parseKnobs } from './knobs.ts'
import { advance } from './simulation.ts'

export interface MockOptions {
  shelf: Shelf
  /** The words of the knobs, asked with every request. */
  knobs: (request: Request) => string
  now?: () => number
  random?: () => number
  onError?: (message: string) => void
}

export interface MockBff {
  fetch: (request: Request) => Promise<Response>
  /** The id of who is signed in, or nothing: the shop keeps a hint of it that has to agree. */
  signedIn: (knobs: Knobs) => Promise<string>
  /** Forgets everything that was done. */
  reset: () => Promise<void>
}

export function createMock(options: MockOptions): MockBff {
  const now = options.now ?? Date.now
  const tell = options.onError ?? console.error
  const store = openStore(options.shelf, now)
  const told = new Set<string>()

  const readKnobs = (request: Request): Knobs => {
    const { knobs, errors } = parseKnobs(options.knobs(request))
    for (const error of errors.filter((one) => !told.has(one))) {
      told.add(error)
      tell(error)
    }
    return knobs
  }
  const mock: Mock = {
    now,
    random: options.random ?? Math.random,
    knobs: readKnobs,
    use: (knobs, run) =>
      store.use(knobs.persona, (db) => {
        advance(db, now(), knobs.pace)
        return run(db)
      }),
  }
  const app = implement(bffApi, {
    check: true,
    caller: (c, endpoint) => admit(mock, c, endpoint),
    onError: (error, name) => tell(`The mock of ${name} failed: ${String(error)}`),
  })({
    health: () => ({ status: 'ok' }),
    ready: () => ({ status: 'ready', checks: {}, upstreams: {} }),
    ...members(mock),
    ...catalogue(mock),
    ...orders(mock),
    ...account(mock),
    ...push(mock),
    ...live(mock),
    ...ops(mock),
    ...lab(mock),
  })
  return {
    fetch: async (request) => app.fetch(request),
    signedIn: (knobs) => mock.use(knobs, (db) => db.session?.memberId ?? ''),
    reset: store.reset,
  }
}

async function admit(mock: Mock, c: Context, endpoint: Endpoint): Promise<Caller> {
  if (c.req.method !== 'GET' && c.req.header(csrfHeader) !== '1') throw new Problem('CSRF_REJECTED')
  const knobs = mock.knobs(c.req.raw)
  const member = await mock.use(knobs, (db) => db.members.find(({ id }) => id === db.session?.memberId))
  if (endpoint.access !== 'public' && !member) throw new Problem('NOT_SIGNED_IN')
  if (endpoint.access === 'operator' && member?.role !== 'operator') throw new Problem('FORBIDDEN')
  return { memberId: member?.id ?? '', knobs }
}
