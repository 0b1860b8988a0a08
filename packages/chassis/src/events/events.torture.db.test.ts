import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { testDatabase, type TestDatabase } from '../testing/test-database.ts'
import { check, flawless, type Applied } from './torture/check.ts'
import { keepKilling } from './torture/killer.ts'
import { startNaiveReader } from './torture/naive-reader.ts'
import { randomFrom } from './torture/random.ts'
import { createTables } from './torture/schema.ts'
import { startProcess } from './torture/start-process.ts'

const seed = Number(process.env.TORTURE_SEED ?? Math.floor(Math.random() * 1e9))
const forMs = 10_000

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

test(`no event is lost, repeated or reordered while readers and sequencers are killed (TORTURE_SEED=${seed})`, async () => {
  const random = randomFrom(seed)
  const written = async () => {
    const things = await owner<{ name: string; version: number }[]>`select name, version from "order".thing`
    return new Map(things.map(({ name, version }) => [name, version]))
  }
  const applied = () => owner<Applied[]>`select aggregate, version from shipping.applied order by n`
  const isComplete = async () => {
    const total = [...(await written()).values()].reduce((sum, version) => sum + version, 0)
    const [row] = await owner<[{ count: number }]>`select count(*)::int as count from shipping.applied`
    expect(row.count).toBeGreaterThanOrEqual(total)
  }

  // Somebody else's write transaction stays open all the time: it must hold back neither readers nor sequencer.
  const open = Promise.withResolvers<void>()
  const elsewhere = owner.begin(async (tx) => {
    await tx`create table elsewhere (n int)`
    await open.promise
  })
  const naive = startNaiveReader(owner)
  const sequencers = keepKilling({
    name: 'sequencer',
    count: 2,
    input: { url: kit.url, schema: 'order' },
    random,
  })
  const readers = keepKilling({ name: 'reader', count: 2, input: { url: kit.urlOf('shipping') }, random })
  try {
    const writers = [1, 2, 3].map((n) =>
      startProcess('writer', { url: kit.url, seed: seed + n * 100, forMs }),
    )
    expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0, 0])
    await Promise.all([sequencers.spare(), readers.spare()])
    await eventually(isComplete, { withinMs: 30_000 })
    open.resolve()
    await elsewhere

    const truth = await written()
    const numbers = await owner<{ seq: number }[]>`select seq::int from "order".event_log order by seq`
    expect(check(truth, await applied())).toEqual(flawless)
    expect(numbers.map(({ seq }) => seq)).toEqual(numbers.map((_, i) => i + 1))
    expect(numbers.length).toBeGreaterThan(100)
    expect(Math.min(sequencers.kills(), readers.kills())).toBeGreaterThan(4)
    expect(check(truth, await naive.stop()).lost).toBeGreaterThan(0)
  } finally {
    open.resolve()
    await Promise.all([sequencers.stop(), readers.stop(), naive.stop()])
  }
}, 90_000)
