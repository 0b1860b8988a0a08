import { openDatabase, type Sql } from '@nowait/chassis/database'
import { repeat } from '@nowait/chassis/repeat'
import { openSession } from '@nowait/chassis/session'
import { mostDifferentNamed, type RebuildKind, type RebuildRun } from '@nowait/contract/rebuild'
import type { Progress } from './copying.ts'
import { createPace } from './pace.ts'
import { rebuild, type Rebuilt } from './rebuild.ts'
import { beginRun, endRun, failRun, leaveRun, saySeen, takeWanted } from './runs.ts'

const sayEveryMs = 500

export interface RunOptions {
  /** Of the database, for mypage's role. */
  url: string
  /** Absent: what an operator has asked for, if anything. */
  kind?: RebuildKind
  share?: number
  /** Ends it between two steps. */
  signal: AbortSignal
  onProgress?: (progress: Progress) => void
}

/** `busy`: another process is at it. `ended`: before its time, by the signal or by an operator. */
export type Ran = { outcome: 'busy' | 'nothing' | 'ended' } | { outcome: 'done'; done: Rebuilt }

/**
 * Runs a rebuild or a comparison where operators see it and can end it, one at a time whoever began it. What fails is
 * written down and thrown.
 */
export async function runRebuild(options: RunOptions): Promise<Ran> {
  const database = openDatabase({ url: options.url, name: 'mypage rebuild', max: 3 })
  // Held as long as its connection: a rebuild that is killed keeps nobody out.
  const lock = openSession(options.url, { name: 'mypage rebuild lock' })
  try {
    const [{ mine }] = await lock.sql<[{ mine: boolean }]>`
      select pg_try_advisory_lock(hashtextextended('mypage rebuild ' || current_schema(), 0)) as mine`
    if (!mine) return { outcome: 'busy' }
    const taken = options.kind ? await beginRun(database.sql, options.kind) : await takeWanted(database.sql)
    if (!taken) return { outcome: 'nothing' }
    const report = reportRun(database.sql, taken.turn)
    const signal = AbortSignal.any([options.signal, lock.lost, report.cancelled])
    try {
      const done = await rebuild({
        database,
        compareOnly: taken.kind === 'compare',
        share: options.share,
        signal,
        onProgress(progress) {
          report.note(progress)
          options.onProgress?.(progress)
        },
      })
      await report.stop()
      await endRun(database.sql, taken.turn, resultOf(done))
      return { outcome: 'done', done }
    } catch (error) {
      await report.stop()
      if (report.cancelled.aborted) return { outcome: 'ended' }
      if (options.signal.aborted) {
        await leaveRun(database.sql, taken.turn)
        return { outcome: 'ended' }
      }
      // Without its lock it was ended by nobody: the next process goes on with it.
      if (!lock.lost.aborted) await failRun(database.sql, taken.turn, String(error))
      throw error
    } finally {
      await report.stop()
    }
  } finally {
    await lock.close()
    await database.close()
  }
}

/** Says again and again how far it is, and learns there when it was cancelled. */
function reportRun(sql: Sql, turn: number) {
  const cancelled = new AbortController()
  const paceOf = createPace()
  let latest: RebuildRun['progress'] | undefined
  const say = async () => {
    if (!(await saySeen(sql, turn, latest))) cancelled.abort()
  }
  // A database that is away for a moment is no reason to end; the work itself finds out.
  const saying = repeat(sayEveryMs, say, () => {})
  return {
    cancelled: cancelled.signal,
    note(progress: Progress) {
      const { phase, done, total, differences } = progress
      const perSecond = paceOf(progress) || null
      latest = { phase, done, total: total ?? null, perSecond, differences: differences ?? null }
    },
    stop: () => saying.stop(),
  }
}

const resultOf = ({ resumed, events, members, differences, holes }: Rebuilt) => ({
  resumed,
  events,
  members,
  differences: differences.length,
  different: differences.slice(0, mostDifferentNamed),
  holes,
})
