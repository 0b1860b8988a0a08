import { setTimeout as pause } from 'node:timers/promises'
import type { Sql, Tx } from '@nowait/chassis/database'
import { fetchPending } from '@nowait/chassis/events/offsets'
import { partitions as partitionCount } from '@nowait/chassis/events/partition-of'
import { documentOf, linesOf } from '../document.ts'
import { typesOnPage } from '../page.ts'
import { projectionVersion } from '../project.ts'
import { announce, readProjection, selectFacts, stopProjection } from '../store.ts'
import { group, sources } from '../subscriptions.ts'
import { applyChunk } from './apply-chunk.ts'
import { membersAtOnce, readAll, renderSome, type Run, take } from './copying.ts'
import { countPages, listDifferent, readLog, switchTo } from './store.ts'

/** What is read while nobody may apply events has to be little: they wait. */
const mostInSwitch = 500
const mostAttempts = 10

/** Compares and, unless that is all, switches. Gives the members whose pages are not what they were. */
export async function settle(run: Run, live: number, compareOnly: boolean): Promise<string[]> {
  const { database, copy, signal, onProgress } = run
  const suspects = new Set<string>()
  const total = await countPages(database.sql)
  for (let last: string | undefined = '00000000-0000-0000-0000-000000000000', done = 0; last;) {
    signal?.throwIfAborted()
    const looked = await listDifferent(database.sql, [live, copy.generation], last, 5_000)
    const differing = await compare(database.sql, [live, copy.generation], looked.members)
    for (const member of differing) suspects.add(member)
    done += looked.count
    last = looked.last
    onProgress({ phase: 'comparing', done, total: Math.max(total, done), differences: suspects.size })
  }
  for (let attempt = 1; ; attempt++) {
    // What came meanwhile, until it is little.
    const touched = await readAll(run)
    await renderSome(database.sql, copy.generation, touched)
    for (const member of touched) suspects.add(member)
    const differing = await compare(database.sql, [live, copy.generation], [...suspects])
    onProgress({ phase: 'switching', done: attempt, differences: differing.length })
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
