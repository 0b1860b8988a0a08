import { expect, test } from 'vitest'
import { eventKit } from '../testing/event-kit.ts'
import { eventually } from '../testing/eventually.ts'
import { uuidv7 } from '../uuidv7.ts'
import { publish } from './publish.ts'

const kit = eventKit()
const data = { memberId: uuidv7(), number: '1' }
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)

test('an event is published when its transaction commits, and never when it rolls back', async () => {
  const failing = kit.order.database.transaction(async (tx) => {
    await publish(tx, { type: 'order.preparing', aggregate: 'undone', version: 1, data })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await kit.publish('done', 1)
  await eventually(async () =>
    expect(await kit.logged()).toEqual([{ seq: 1, aggregate: 'done', version: 1 }]),
  )
})

test('events are numbered without holes, and those of one aggregate in order', async () => {
  const aggregates = ['a', 'b', 'c', 'd', 'e']
  const write = async (aggregate: string) => {
    for (const version of upTo(20)) await kit.publish(aggregate, version)
  }
  await Promise.all(aggregates.map(write))
  const rows = await eventually(async () => {
    const all = await kit.logged()
    expect(all).toHaveLength(100)
    return all
  })
  const versionsOf = (aggregate: string) =>
    rows.filter((row) => row.aggregate === aggregate).map(({ version }) => version)
  expect(rows.map(({ seq }) => seq)).toEqual(upTo(100))
  expect(aggregates.map(versionsOf)).toEqual(aggregates.map(() => upTo(20)))
})

test('of two transactions on one aggregate the later waits for the earlier, also without a lock of its own', async () => {
  const end = Promise.withResolvers<void>()
  const first = kit.order.database.transaction(async (tx) => {
    await publish(tx, { type: 'order.preparing', aggregate: 'one', version: 1, data })
    await end.promise
  })
  const locks = async (granted: boolean) => {
    const held = await kit.owner`
      select from pg_locks
      where locktype = 'advisory' and objsubid = 1 and granted = ${granted}
        and database = (select oid from pg_database where datname = current_database())`
    return held.length > 0
  }
  await eventually(() => locks(true))
  const second = kit.publish('one', 2)
  await eventually(() => locks(false))
  end.resolve()
  await Promise.all([first, second])
  await eventually(async () => expect((await kit.logged()).map(({ version }) => version)).toEqual([1, 2]))
})
