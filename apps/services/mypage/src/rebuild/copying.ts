import type { Database, Sql, Tx } from '@nowait/chassis/database'
import { render } from '../project.ts'
import { readProjection } from '../store.ts'
import { sources } from '../subscriptions.ts'
import { applyChunk } from './apply-chunk.ts'
import { type Copy, lastRendered, listMembers, moveCopy, readLog } from './store.ts'

export interface Progress {
  phase: 'reading' | 'rendering' | 'comparing' | 'switching' | 'removing'
  done: number
  /** Unknown for what is counted only while it is done. */
  total?: number
}

/** A rebuild that is under way. */
export interface Run {
  database: Database
  copy: Copy
  chunk: number
  signal?: AbortSignal
  onProgress: (progress: Progress) => void
}

/** Reads the logs to their ends; gives the members it came upon. */
export async function readAll({ database, copy, chunk, signal, onProgress }: Run): Promise<string[]> {
  const touched = new Set<string>()
  for (const source of sources) {
    for (;;) {
      signal?.throwIfAborted()
      const events = await readLog(database.sql, source, copy.positions.get(source)!, chunk)
      if (events.length === 0) break
      await database.transaction(async (tx) => {
        for (const member of await take(tx, copy, source, events)) touched.add(member)
      })
      onProgress({ phase: 'reading', done: copy.events, total: Math.max(copy.total, copy.events) })
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

export async function renderAll({ database, copy, signal, onProgress }: Run): Promise<number> {
  let done = 0
  for (let last = await lastRendered(database.sql, copy.generation); ;) {
    signal?.throwIfAborted()
    const members = await listMembers(database.sql, copy.generation, last, membersAtOnce)
    if (members.length === 0) return done
    await renderSome(database.sql, copy.generation, members)
    done += members.length
    last = members.at(-1)!
    onProgress({ phase: 'rendering', done })
  }
}

export async function renderSome(sql: Sql | Tx, generation: number, members: string[]): Promise<void> {
  const { today } = await readProjection(sql)
  for (let at = 0; at < members.length; at += membersAtOnce)
    await render(sql, { generation, today }, members.slice(at, at + membersAtOnce))
}
