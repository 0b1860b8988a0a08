import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { serviceApi } from '@nowait/chassis/service'
import { wroteHeader } from '@nowait/contract/headers'
import { decodeWritten, mypageApi, type Written } from '@nowait/contract/mypage'
import { Problem } from '@nowait/contract/problem'
import { Raw } from '@nowait/contract/raw'
import type { Changes } from './changes.ts'
import { decodeCursor } from './cursor.ts'
import { documentOf, encodeCursor, entryOf, orderOf, type Shown } from './document.ts'
import type { Lag } from './lag.ts'
import { readPage } from './project.ts'
import type { StaticPages } from './static-pages.ts'
import { countOrders, hasReached, listFacts, readProjection, selectFacts } from './store.ts'

export interface Deps {
  database: Database
  changes: Changes
  /** Whether pages are too far behind to be shown: all of them, or this member's. */
  lag: Pick<Lag, 'behind' | 'lacks'>
  /** Credential of this service. */
  token: string
  log: Log
  /** Where pages are also files. */
  staticPages?: Pick<StaticPages, 'addressOf'>
  /** Check answers against the contract. */
  check?: boolean
  /** How long a reader waits for what he has written himself, ms. */
  patienceMs?: number
}

const lookEveryMs = 10

export function createApp({
  database,
  changes,
  lag,
  staticPages,
  token,
  log,
  check,
  patienceMs = 300,
}: Deps) {
  return serviceApi(mypageApi, { token, log, check })({
    getPage: async ({ headers, caller: { member }, signal }) => {
      if (lag.behind() || lag.lacks(member)) throw new Problem('PROJECTION_BEHIND')
      const written = decodeWritten(headers[wroteHeader] ?? '')
      if (written.length > 0) await reached(database, { member, written, patienceMs, signal })
      const page = await readPage(database, member)
      if (!page) throw new Problem('PROJECTION_BEHIND')
      return new Raw(Buffer.from(page.lines), {
        headers: { etag: `"${page.etag}"`, 'nowait-version': String(page.version) },
      })
    },

    getPageAddress: ({ caller: { member } }) => {
      if (!staticPages) throw new Problem('NOT_FOUND')
      const { path, expires } = staticPages.addressOf(member)
      return { path, expiresAt: new Date(expires * 1_000).toISOString() }
    },

    listOrders: async ({ query: { cursor, size }, caller: { member: memberId } }) => {
      const of = { memberId, kind: 'order', before: decodeCursor(cursor), size } as const
      const [facts, counts] = await Promise.all([
        listFacts(database.sql, of),
        countOrders(database.sql, memberId),
      ])
      return { ...pageOf(facts, size, orderOf), counts }
    },

    listEntries: async ({ query: { cursor, size }, caller: { member: memberId } }) => {
      const of = { memberId, kind: 'entry', before: decodeCursor(cursor), size } as const
      const projection = await readProjection(database.sql)
      const [facts, selections] = await Promise.all([
        listFacts(database.sql, of),
        selectFacts(database.sql, projection, [memberId]),
      ])
      const { point } = documentOf(selections.get(memberId)!, projection.today)
      return { ...point, ...pageOf(facts, size, (fact) => entryOf(fact, projection.today)) }
    },

    changes: ({ c }) => {
      const stream = changes.open()
      if (!stream) throw new Problem('OVERLOADED')
      return c.body(stream, 200, { 'content-type': 'text/event-stream' })
    },
  })
}

async function reached(
  database: Database,
  of: { member: string; written: Written[]; patienceMs: number; signal: AbortSignal },
): Promise<void> {
  const until = performance.now() + of.patienceMs
  while (!(await hasReached(database.sql, of.member, of.written))) {
    if (performance.now() >= until) throw new Problem('PROJECTION_BEHIND')
    await pause(lookEveryMs, undefined, { signal: of.signal })
  }
}

function pageOf<T>(facts: Shown[], size: number, show: (fact: Shown) => T) {
  const items = facts.slice(0, size)
  return { items: items.map(show), next: facts.length > size ? encodeCursor(items.at(-1)!.sort) : null }
}
