import type { Database } from '@nowait/chassis/database'
import { projectionVersion } from '../project.ts'
import { readProjection } from '../store.ts'
import { sources } from '../subscriptions.ts'
import { type Progress, readAll, renderAll } from './copying.ts'
import { beginCopy, countHoles, findUnfinished, giveUp, removeOld } from './store.ts'
import { settle } from './switch-over.ts'

export interface RebuildOptions {
  database: Database
  /** Events read, and members rendered, in one transaction. */
  chunk?: number
  /** Compare and throw the copy away. */
  compareOnly?: boolean
  /** How much of the time it works, from 0 to 1. Reading the logs takes a processor, and others want it too. */
  share?: number
  /** Stops between two chunks; the next run goes on there. */
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

export interface Rebuilt {
  /** It went on with what an earlier run had left. */
  resumed: boolean
  events: number
  members: number
  /** Members whose page is not what it was. */
  differences: string[]
  /** Things of which the logs lack events. */
  holes: number
  switched: boolean
}

/**
 * Makes the pages anew from the logs into a copy beside the live one, which is read and kept up to date meanwhile; then
 * catches up, compares and switches in one transaction. Only one may run: the caller sees to it.
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { database, compareOnly = false, chunk = 1_000, share = 1, signal, onProgress = () => {} } = options
  const unfinished = await findUnfinished(database.sql, projectionVersion)
  const copy = unfinished ?? (await database.transaction((tx) => beginCopy(tx, projectionVersion, sources)))
  const run = { database, copy, chunk, share, signal, onProgress }
  await readAll(run)
  const members = await renderAll(run)
  const { generation: live } = await readProjection(database.sql)
  const differences = await settle(run, live, compareOnly)
  const holes = await countHoles(database.sql, copy.generation)
  if (compareOnly) await giveUp(database.sql, copy.generation, differences.length)
  for (let removed = 0, rows = 1; rows > 0; removed += rows) {
    rows = await removeOld(database.sql, chunk * 2)
    onProgress({ phase: 'removing', done: removed + rows })
  }
  return {
    resumed: unfinished !== undefined,
    events: copy.events,
    members,
    differences,
    holes,
    switched: !compareOnly,
  }
}
