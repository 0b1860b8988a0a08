import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase, type Tx } from '@nowait/chassis/database'
import { createDispatch } from '@nowait/chassis/dispatch/create-dispatch'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { Deferred } from '@nowait/chassis/dispatch/runner'
import { partitionOf, partitions } from '@nowait/chassis/events/partition-of'
import { randomFrom } from '@nowait/chassis/events/torture/random'
import { createLog } from '@nowait/chassis/log'
import type { Bug } from '../bugs.ts'
import { deliver } from './integration.ts'
import { startProbe } from './probe.ts'
import { input, say } from './wire.ts'

export interface WriterInput {
  url: string
  /** Begins the names of its operations: no two processes have the same. */
  name: string
  mode: Mode
  outside: string
  seed: number
  /** `brokers` and `topicPrefix`, where there is a Kafka. */
  kafka: { brokers?: string; topicPrefix?: string }
  /** What it gives to what is in memory when it is told to stop, ms. */
  graceMs: number
  bug?: Bug
}

const { url, name, mode, outside, seed, kafka, graceMs, bug } = input<WriterInput>()
const atOnce = 3
const slowestMs = 100
const rolledBack = bug === 'produce-before-commit' ? 0.5 : 0.1
const log = createLog({ name: 'writer', level: 'silent' })
const database = openDatabase({ url, name: 'writer' })
const integrations = { deliver: deliver(mode) }
const { reach } = startProbe({
  rest: () => resting.abort(),
  mark: () => void mark(),
  stop: () => void dispatch.stop().then(() => say('stopped')),
})

const dispatch = createDispatch({
  database,
  integrations,
  name,
  log,
  env: {},
  graceMs,
  ...kafka,
  onPoint: reach,
})
const resting = new AbortController()
let number = 0

class OnPurpose extends Error {}

async function write(
  operation: string,
  { fails = false, key }: { fails?: boolean; key?: string } = {},
): Promise<void> {
  const deferred = await dispatch.prepare('deliver', { operation, url: outside }, { key })
  if (bug === 'produce-before-commit') await database.transaction(deferred)
  await database.transaction(async (tx) => {
    tx.afterCommit(() => void reach('writer-after-commit'))
    await tx`insert into operation (id) values (${operation})`
    if (bug !== 'produce-before-commit') await handOver(tx, deferred)
    if (fails) throw new OnPurpose('Rolled back on purpose')
    if (bug === 'acknowledge-before-commit') say('acknowledged', operation)
    await reach('writer-before-commit')
  })
  if (bug !== 'acknowledge-before-commit') say('acknowledged', operation)
}

async function handOver(tx: Tx, deferred: Deferred): Promise<void> {
  const answer = await deferred(tx)
  if (answer !== 'ACCEPTED') throw new OnPurpose(answer)
}

async function writeOn(random: () => number): Promise<void> {
  while (!resting.signal.aborted) {
    await pause(random() * slowestMs)
    // What became of one that failed, the tables know.
    await write(`${name}-${number++}`, { fails: random() < rolledBack }).catch(() =>
      reach('writer-after-rollback'),
    )
  }
}

/** One more for every partition of a topic: when these have arrived, so has everything that was handed over before. */
async function mark(): Promise<void> {
  for (const key of keysOfPartitions()) await write(`${name}-${number++}`, { key })
  say('marked')
}

function keysOfPartitions(): string[] {
  const keys = new Map<number, string>()
  for (let i = 0; keys.size < partitions; i++) keys.set(partitionOf(`mark ${i}`), `mark ${i}`)
  return [...keys.values()]
}

say('ready')
await Promise.all(Array.from({ length: atOnce }, (_, i) => writeOn(randomFrom(seed + i))))
say('rests')
