import type { Database, Sql, Tx } from '@nowait/chassis/database'
import { Superseded } from '@nowait/chassis/events/offsets'
import type { EventOf } from '@nowait/contract/events'
import { documentOf, etagOf, linesOf } from './document.ts'
import { apply, type Fact, keyOf, type Page, touchedBy } from './page.ts'
import {
  announce,
  findFacts,
  findPage,
  type KeptPage,
  openMember,
  type Projection,
  saveFacts,
  savePages,
  selectFacts,
} from './store.ts'

/** Counts what the code makes of the same events. One more: the pages have to be rebuilt, see docs/my-page.md. */
export const projectionVersion = 1

/**
 * What an event does to its member's page: facts, page and, by whoever delivers it, the offset in one transaction.
 * Waits, without being parked, while the live copy is made by other code.
 */
export function project(event: EventOf): (tx: Tx) => Promise<void> {
  return async (tx) => {
    const { memberId } = event.data as { memberId: string }
    const { projection, facts } = await openMember(tx, memberId, touchedBy(event))
    const { generation, madeBy } = projection
    if (madeBy !== projectionVersion) throw new Superseded(`The projection by version ${madeBy}`)
    const before = await withWaiting(tx, generation, facts)
    const changed = changedFacts(before, apply(before, event))
    if (changed.length === 0) return
    // The page is made of what is written before it: see `execute` in store.ts.
    await Promise.all([saveFacts(tx, generation, changed), render(tx, projection, [memberId])])
    await announce(tx, memberId)
  }
}

/** The facts that are not as they were. */
export const changedFacts = (before: Page, after: Page): Fact[] =>
  [...after.values()].filter((fact) => before.get(keyOf(fact)) !== fact)

// An event that fills a hole lets others follow, with what those are about.
async function withWaiting(tx: Tx, generation: number, facts: Map<string, Fact>): Promise<Page> {
  const waiting = [...facts.values()].flatMap((fact) => fact.waiting.flatMap(touchedBy))
  if (waiting.length === 0) return facts
  return new Map([...facts, ...(await findFacts(tx, generation, waiting))])
}

/** Makes the pages of these members anew from their facts. */
export async function render(
  sql: Sql | Tx,
  projection: Pick<Projection, 'generation' | 'today'>,
  members: string[],
): Promise<void> {
  const selections = await selectFacts(sql, projection, members)
  const pages = [...selections].map(([memberId, chosen]) => {
    const lines = linesOf(documentOf(chosen, projection.today))
    return { memberId, etag: etagOf(memberId, lines), lines }
  })
  await savePages(sql, projection, pages)
}

/** A member's page as it is today. Undefined while the live copy is made by other code. */
export async function readPage(database: Database, memberId: string): Promise<KeptPage | undefined> {
  const kept = await findPage(database.sql, memberId)
  if (kept.madeBy !== projectionVersion) return undefined
  if (!kept.isOld) return kept
  // The first look of a day: points expire with it, parcels grow old.
  await database.transaction(async (tx) => {
    const { projection } = await openMember(tx, memberId, [])
    await render(tx, projection, [memberId])
  })
  return findPage(database.sql, memberId)
}
