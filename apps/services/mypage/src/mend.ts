import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { repeat, type Repeating } from '@nowait/chassis/repeat'
import { keyOf } from './page.ts'
import { project, projectionVersion } from './project.ts'
import { findHoles, findMissing } from './holes.ts'
import { readProjection } from './store.ts'

const everyMs = 1_000
const atOnce = 50

/** Fetches what is missing of facts whose later events wait, from the logs; says how many events that were. */
export async function mendHoles(database: Database, log: Log): Promise<number> {
  const { generation, madeBy } = await readProjection(database.sql)
  if (madeBy !== projectionVersion) return 0
  let mended = 0
  for (const fact of await findHoles(database.sql, generation, atOnce)) {
    const missing = await findMissing(database.sql, fact)
    if (missing.length > 0)
      await database.transaction(project(missing.map((event) => withMember(event, fact.memberId))))
    mended += missing.length
    const about = { fact: keyOf(fact), version: fact.version + 1 }
    if (missing.length > 0) log.warn({ ...about, events: missing.length }, 'a hole was mended from the log')
    else log.warn(about, 'an event is missing and not in the log')
  }
  return mended
}

// An event of a type that is not known yet may not say whose it is; the thing it happened to does.
const withMember = <E extends { data: object }>(event: E, memberId: string): E => ({
  ...event,
  data: { ...event.data, memberId },
})

/** Looks for holes now and then. */
export const startMending = ({ database, log }: { database: Database; log: Log }): Repeating =>
  repeat(
    everyMs,
    () => mendHoles(database, log),
    (error) => log.error({ err: error }, 'holes could not be looked for'),
  )
