import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Sql, Tx } from '@nowait/chassis/database'
import { fetchPending } from '@nowait/chassis/events/offsets'
import { partitions as partitionCount } from '@nowait/chassis/events/partition-of'
import { documentOf, linesOf } from '../document.ts'
import { projectionVersion, render } from '../project.ts'
import { announce, readProjection, selectFacts, stopProjection } from '../store.ts'
import { typesOnPage } from '../page.ts'
import { group, sources } from '../subscriptions.ts'
import { applyChunk } from './apply-chunk.ts'
import {
  beginCopy,
  type Copy,
  countHoles,
  findUnfinished,
  giveUp,
  lastRendered,
  listDifferent,
  listMembers,
  moveCopy,
  readLog,
  removeOld,
  switchTo,
} from './store.ts'

export interface Progress {
  phase: 'reading' | 'rendering' | 'comparing' | 'switching' | 'removing'
  done: number
  /** Unknown for what is counted only while it is done. */
  total?: number
}

export interface RebuildOptions {
  database: Database
  /** Events read, and members rendered, in one transaction. */
  chunk?: number
  /** Compare and throw the copy away. */
  compareOnly?: boolean
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

/** What is read while nobody may apply events has to be little: they wait. */
const mostInSwitch = 500
const mostAttempts = 10

/**
 * Makes the pages anew from the logs into a copy beside the live one, which is read and kept up to date meanwhile; then
 * catches up, compares and switches in one transaction. Only one may run: the caller sees to it.
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { database, compareOnly = false, chunk = 1_000, signal, onProgress = () => {} } = options
  const unfinished = await findUnfinished(database.sql, projectionVersion)
  const copy = unfinished ?? (await database.transaction((tx) => beginCopy(tx, projectionVersion, sources)))
  const run = { database, copy, chunk, signal, onProgress }
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

interface Run {
  database: Database
  copy: Copy
  chunk: number
  signal?: AbortSignal
  onProgress: (progress: Progress) => void
}

/** Reads the logs to their ends; gives the members it came upon. */
async function readAll({ database, copy, chunk, signal, onProgress }: Run): Promise<string[]> {
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

async function take(
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

const membersAtOnce = 100

async function renderAll({ database, copy, signal, onProgress }: Run): Promise<number> {
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

async function renderSome(sql: Sql | Tx, generation: number, members: string[]): Promise<void> {
  const { today } = await readProjection(sql)
  for (let at = 0; at < members.length; at += membersAtOnce)
    await render(sql, { generation, today }, members.slice(at, at + membersAtOnce))
}

/** Compares and, unless that is all, switches. Gives the members whose pages are not what they were. */
async function settle(run: Run, live: number, compareOnly: boolean): Promise<string[]> {
  const { database, copy, signal, onProgress } = run
  const suspects = new Set<string>()
  for (let last: string | undefined = '00000000-0000-0000-0000-000000000000', done = 0; last;) {
    signal?.throwIfAborted()
    const looked = await listDifferent(database.sql, [live, copy.generation], last, 5_000)
    for (const member of looked.members) suspects.add(member)
    done += 5_000
    last = looked.last
    onProgress({ phase: 'comparing', done })
  }
  for (let attempt = 1; ; attempt++) {
    // What came meanwhile, until it is little.
    const touched = await readAll(run)
    await renderSome(database.sql, copy.generation, touched)
    for (const member of touched) suspects.add(member)
    const differing = await compare(database.sql, [live, copy.generation], [...suspects])
    onProgress({ phase: 'switching', done: attempt })
    const positions = new Map(copy.positions)
    try {
      return await database.transaction((tx) =>
        switchOver(tx, run, { live, suspects: differing, compareOnly, insist: attempt >= mostAttempts }),
      )
    } catch (error) {
      if (!(error instanceof TooMuchLeft) || attempt >= 2 * mostAttempts) throw error
      for (const [source, position] of positions) copy.positions.set(source, position)
      await pause(200, undefined, { signal })
    }
  }
}

/** New events come faster than they are read. */
class TooMuchLeft extends Error {
  constructor() {
    super('New events come faster than they are read: this is too busy for a rebuild')
  }
}

interface SwitchOver {
  live: number
  suspects: string[]
  compareOnly: boolean
  /** Also when the live copy is far behind the logs, and cannot be compared with what it will be. */
  insist: boolean
}

/** The last events, the comparison and the switch, while nobody applies events. */
async function switchOver(
  tx: Tx,
  { copy }: Run,
  { live, suspects, compareOnly, insist }: SwitchOver,
): Promise<string[]> {
  const { madeBy } = await stopProjection(tx)
  const touched = new Set(suspects)
  for (const source of sources) {
    const events = await readLog(tx, source, copy.positions.get(source)!, mostInSwitch)
    if (events.length === mostInSwitch) throw new TooMuchLeft()
    if (events.length > 0) for (const member of await take(tx, copy, source, events)) touched.add(member)
    // What the live copy has not come to yet is no difference.
    const waiting = await fetchPending(tx, {
      group,
      source,
      partitions,
      types: [...typesOnPage],
      size: mostInSwitch,
    })
    if (waiting.length >= mostInSwitch && !insist) throw new TooMuchLeft()
    if (madeBy === projectionVersion && waiting.length < mostInSwitch)
      await applyChunk(
        tx,
        live,
        // The log grows meanwhile: no further than the copy has come.
        waiting.map(({ event }) => event).filter(({ seq }) => seq <= copy.positions.get(source)!),
      )
  }
  await renderSome(tx, copy.generation, [...touched])
  const differences = await compare(tx, [live, copy.generation], [...touched])
  if (compareOnly) return differences
  await switchTo(tx, copy.generation, projectionVersion, differences.length)
  await announce(tx, '*')
  return differences
}

const partitions = Array.from({ length: partitionCount }, (_, partition) => partition)

/** Members whose pages of two copies are not the same when both are made of their facts today. */
async function compare(
  tx: Sql | Tx,
  [a, b]: readonly [number, number],
  members: string[],
): Promise<string[]> {
  const different: string[] = []
  const { today } = await readProjection(tx)
  const linesIn = async (generation: number, some: string[]) => {
    const selections = await selectFacts(tx, { generation, today }, some)
    return new Map([...selections].map(([id, chosen]) => [id, linesOf(documentOf(chosen, today))]))
  }
  for (let at = 0; at < members.length; at += membersAtOnce) {
    const some = members.slice(at, at + membersAtOnce)
    const [one, other] = [await linesIn(a, some), await linesIn(b, some)]
    different.push(...some.filter((member) => one.get(member) !== other.get(member)))
  }
  return different
}
