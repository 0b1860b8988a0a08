import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Sql, Tx } from '@nowait/chassis/database'
import type { RebuildPhase } from '@nowait/contract/rebuild'
import { render } from '../project.ts'
import { readProjection } from '../store.ts'
import { sources } from '../subscriptions.ts'
import { applyChunk } from './apply-chunk.ts'
import { type Copy, countPages, lastRendered, listMembers, moveCopy, readLog } from './store.ts'

export interface Progress {
  phase: RebuildPhase
  done: number
  /** Unknown for what is counted only while it is done. */
  total?: number
  /** Pages found so far that are not the same in both copies. */
  differences?: number
}

/** A rebuild that is under way. */
export interface Run {
  database: Database
  copy: Copy
  chunk: number
  /** How much of the time it works, from 0 to 1; the rest it leaves to others. */
  share: number
  signal?: AbortSignal
  onProgress: (progress: Progress) => void
}

/** Reads the logs to their ends; gives the members it came upon. */
export async function readAll(run: Run): Promise<string[]> {
  const { database, copy, chunk, signal, onProgress } = run
  const touched = new Set<string>()
  for (const source of sources) {
    for (;;) {
      signal?.throwIfAborted()
      const rest = resting(run)
      const events = await readLog(database.sql, source, copy.positions.get(source)!, chunk)
      if (events.length === 0) break
      await database.transaction(async (tx) => {
        for (const member of await take(tx, copy, source, events)) touched.add(member)
      })
      onProgress({ phase: 'reading', done: copy.events, total: Math.max(copy.total, copy.events) })
      await rest()
    }
  }
  return [...touched]
}

export async function take(
  tx: Tx,
  copy: Copy,
  source: string,
  events: Awaited<ReturnType<typeof readLog>>,
): Promise<string[]> {
  const members = await applyChunk(tx, copy.generation, events)
  const to = events.at(-1)!.seq
  await moveCopy(tx, copy.generation, { source, to, events: events.length })
  copy.positions.set(source, to)
  copy.events += events.length
  return members
}

export const membersAtOnce = 100

export async function renderAll(run: Run): Promise<number> {
  const { database, copy, signal, onProgress } = run
  // About: members who are new since then are not among them.
  const total = await countPages(database.sql)
  let done = 0
  for (let last = await lastRendered(database.sql, copy.generation); ;) {
    signal?.throwIfAborted()
    const rest = resting(run)
    const members = await listMembers(database.sql, copy.generation, last, membersAtOnce)
    if (members.length === 0) return done
    await renderSome(database.sql, copy.generation, members)
    done += members.length
    last = members.at(-1)!
    onProgress({ phase: 'rendering', done, total: Math.max(total, done) })
    await rest()
  }
}

/** Begins a step of the work; what comes back is called at its end, and rests for as long as the share asks. */
function resting({ share, signal }: Run): () => Promise<void> {
  const began = performance.now()
  return async () => {
    const ms = (performance.now() - began) * (1 / share - 1)
    if (ms >= 1) await pause(ms, undefined, { signal })
  }
}

export async function renderSome(sql: Sql | Tx, generation: number, members: string[]): Promise<void> {
  const { today } = await readProjection(sql)
  for (let at = 0; at < members.length; at += membersAtOnce)
    await render(sql, { generation, today }, members.slice(at, at + membersAtOnce))
}
