import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase, type Tx } from '../../database.ts'
import { uuidv7 } from '../../uuidv7.ts'
import { publish } from '../publish.ts'
import { input } from './input.ts'
import { randomFrom } from './random.ts'
import { aggregates, hotAggregates } from './schema.ts'

const { url, seed } = input<{ url: string; seed: number }>()
const database = openDatabase({ url, name: 'writer', max: 5 })
const memberId = uuidv7()

async function write(tx: Tx, random: () => number): Promise<void> {
  // An unrelated write first: the order of transaction ids is then not the order of the events.
  await tx`insert into unrelated values (1)`
  const among = random() < 0.4 ? hotAggregates : aggregates
  const name = `thing ${1 + Math.floor(random() * among)}`
  await tx`select from thing where name = ${name} for update`
  const [{ version }] = await tx<[{ version: number }]>`
    update thing set version = version + 1 where name = ${name} returning version`
  await tx`insert into naive_log (aggregate, version) values (${name}, ${version})`
  await publish(tx, { type: 'order.preparing', aggregate: name, version, data: { memberId, number: name } })
  if (random() < 0.2) await pause(random() * 20)
  if (random() < 0.03) throw new Error('Rolled back on purpose')
}

async function writeOn(random: () => number): Promise<never> {
  // Whatever became of a transaction that failed, its row of `thing` knows.
  for (;;) {
    await database.transaction((tx) => write(tx, random)).catch(() => {})
    await pause(random() * 10)
  }
}

for (let i = 0; i < 3; i++) void writeOn(randomFrom(seed + i))
