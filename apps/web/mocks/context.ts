/** What every handler of the mock is given besides its input. */
import type { bffApi } from '@nowait/contract/bff'
import type { Handlers } from '@nowait/contract/implement'
import type { Db } from './db.ts'
import type { Knobs, Upstream } from './knobs.ts'
import { pass, type Weather } from './weather.ts'

/** Who calls; `memberId` is empty for a visitor, whom only public endpoints let in. */
export interface Caller {
  memberId: string
  knobs: Knobs
}

export interface Mock {
  now: () => number
  random: () => number
  /** The knobs at this moment, for streams that outlive a turn of them. */
  knobs: (request: Request) => Knobs
  /** Brings the tables up to now and lets `run` read or change them. */
  use: <T>(knobs: Knobs, run: (db: Db) => T) => Promise<T>
}

export type BffHandlers = Handlers<typeof bffApi, Caller>

export interface Called {
  caller: Caller
  signal: AbortSignal
}

export const weatherOf = (mock: Mock, { caller, signal }: Called): Weather => ({
  knobs: caller.knobs,
  random: mock.random,
  signal,
})

/** Waits out the weather of an upstream, then answers from the tables; `empty` when that was asked for. */
export async function answer<T>(
  mock: Mock,
  called: Called,
  upstream: Upstream,
  run: (db: Db, memberId: string) => T,
  empty?: T,
): Promise<T> {
  const behaviour = await pass(weatherOf(mock, called), upstream)
  if (behaviour.kind === 'empty' && empty !== undefined) return empty
  return mock.use(called.caller.knobs, (db) => run(db, called.caller.memberId))
}

/** One page of rows, newest first; the cursor is how many were given before. */
export function pageOf<T>(rows: T[], { cursor = '0', size }: { cursor?: string; size: number }) {
  const from = Number.parseInt(cursor, 10) || 0
  const next = from + size < rows.length ? String(from + size) : null
  return { items: rows.slice(from, from + size), next }
}
