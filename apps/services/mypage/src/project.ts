import type { Database, Sql, Tx } from '@nowait/chassis/database'
import { Superseded } from '@nowait/chassis/events/offsets'
import type { EventOf } from '@nowait/contract/events'
import { documentOf, etagOf, linesOf } from './document.ts'
import { applyChunk } from './rebuild/apply-chunk.ts'
import {
  announce,
  findPage,
  type KeptPage,
  openPage,
  openPages,
  type Projection,
  savePages,
  selectFacts,
} from './store.ts'

/** Counts what the code makes of the same events. One more: the pages have to be rebuilt, see docs/my-page.md. */
export const projectionVersion = 1

/**
 * What events do to the pages of their members: facts, the mark that a page is no longer what they say and, by whoever
 * delivers them, the offset in one transaction. The page is made of them when somebody looks. Waits, without being
 * parked, while the live copy is made by other code.
 */
export function project(events: EventOf[]): (tx: Tx) => Promise<void> {
  const members = [...new Set(events.map(({ data }) => (data as { memberId: string }).memberId))]
  return async (tx) => {
    const { generation, madeBy } = await openPages(tx, members)
    if (madeBy !== projectionVersion) throw new Superseded(`The projection by version ${madeBy}`)
    const changed = await applyChunk(tx, generation, events)
    if (changed.length > 0) await announce(tx, ...changed)
  }
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

/**
 * A member's page as it is today, made of its facts by the first who looks after an event or in a day: points expire with
 * it, parcels grow old. Undefined while the live copy is made by other code.
 */
export async function readPage(database: Database, memberId: string): Promise<KeptPage | undefined> {
  const kept = await findPage(database.sql, memberId)
  if (kept.madeBy !== projectionVersion) return undefined
  if (!kept.isOld) return kept
  await database.transaction(async (tx) => {
    const { projection, isOld } = await openPage(tx, memberId)
    if (isOld) await render(tx, projection, [memberId])
  })
  return findPage(database.sql, memberId)
}
