import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { testDatabase, type TestDatabase } from '../testing/test-database.ts'
import { check, flawless, type Applied } from './torture/check.ts'
import { keepCutting } from './torture/cutter.ts'
import { keepKilling } from './torture/killer.ts'
import { startNaiveReader } from './torture/naive-reader.ts'
import { randomFrom } from './torture/random.ts'
import { createTables } from './torture/schema.ts'
import { startProcess } from './torture/start-process.ts'

const seed = Number(process.env.TORTURE_SEED ?? Math.floor(Math.random() * 1e9))

let kit: TestDatabase
let owner: postgres.Sql

beforeAll(async () => {
  kit = await testDatabase({
    schema: 'order',
    directories: [],
    others: [{ schema: 'shipping', directories: [] }],
  })
  owner = postgres(kit.ownerUrl, { max: 4, onnotice: () => {} })
  await createTables(owner)
})

afterAll(async () => {
  await owner.end()
  await kit.drop()
})

async function written(): Promise<Map<string, number>> {
  const things = await owner<{ name: string; version: number }[]>`select name, version from "order".thing`
  return new Map(things.map(({ name, version }) => [name, version]))
}

const applied = () => owner<Applied[]>`select aggregate, version from shipping.applied order by n`

async function count(query: postgres.PendingQuery<{ count: number }[]>): Promise<number> {
  return (await query)[0]!.count
}

const moved = () => count(owner`select count(*)::int as count from "order".event_log`)
const done = () => count(owner`select count(*)::int as count from shipping.applied`)
const connected = (name: string) =>
  count(owner`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = ${name}`)

test(`no event is lost, repeated or reordered while readers and sequencers are killed and cut off (TORTURE_SEED=${seed})`, async () => {
  const random = randomFrom(seed)
  // Somebody else's write transaction stays open all the time: it must hold back neither readers nor sequencer.
  const end = Promise.withResolvers<void>()
  const elsewhere = owner.begin(async (tx) => {
    await tx`create table elsewhere (n int)`
    await end.promise
  })
  const writers = [1, 2].map((n) => startProcess('writer', { url: kit.url, seed: seed + n * 100 }))
  const sequencer = { name: 'sequencer', input: { url: kit.url, schema: 'order' }, progress: moved } as const
  const reader = { name: 'reader', input: { url: kit.urlOf('shipping') }, progress: done } as const
  const sequencers = keepKilling({ ...sequencer, count: 2, random })
  const readers = keepKilling({ ...reader, count: 2, random })
  const connections = keepCutting(owner, random)
  const naive = startNaiveReader(owner)
  try {
    const faults = () => Math.min(sequencers.kills(), readers.kills(), connections.cuts())
    // A busy machine kills less in the same time.
    await eventually(() => faults() >= 12, { withinMs: 25_000 }).catch(() => {})
    expect(faults()).toBeGreaterThanOrEqual(2)
    expect(await done()).toBeGreaterThan(0)
    await Promise.all(writers.map((writer) => writer.kill()))
    await eventually(async () => (await connected('writer')) === 0)
    await Promise.all([sequencers.spare(), readers.spare(), connections.stop()])

    const truth = await written()
    await eventually(async () => expect(check(truth, await applied())).toEqual(flawless), {
      withinMs: 30_000,
    })
    const numbers = await owner<{ seq: number }[]>`select seq::int from "order".event_log order by seq`
    expect(numbers.map(({ seq }) => seq)).toEqual(numbers.map((_, i) => i + 1))
    expect(check(truth, await naive.stop()).lost).toBeGreaterThan(0)
  } finally {
    end.resolve()
    await elsewhere
    await Promise.all(
      [...writers, sequencers, readers].map((each) => ('kill' in each ? each.kill() : each.stop())),
    )
    await Promise.all([connections.stop(), naive.stop()])
  }
}, 180_000)
