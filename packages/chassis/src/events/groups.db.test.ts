import { expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { eventKit, note } from '../testing/event-kit.ts'
import { eventually } from '../testing/eventually.ts'
import type { Handlers } from './deliver.ts'
import { listGroups, pauseGroup, resumeGroup } from './groups.ts'

const kit = eventKit()
const by = { group: 'notes', actor: 'an operator' }

const state = async () => {
  const groups = await listGroups(kit.shipping.sql)
  return groups.find(({ group }) => group === 'notes')!
}
const pause = () => eventually(() => pauseGroup(kit.shipping.sql, by))
const resume = () => resumeGroup(kit.shipping.sql, by)

test('a group shows how far it is, how much it has before it, and for how long', async () => {
  const subscription = kit.follow()
  await kit.publish('first', 1)
  await eventually(async () => expect((await kit.logged()).length).toBe(1))
  await subscription.caughtUp()
  const transport = kit.kafka() ? 'kafka' : 'postgres'
  expect(await state()).toEqual({
    group: 'notes',
    source: 'order',
    transport,
    position: 1,
    newest: 1,
    lag: 0,
    lagSeconds: 0,
    parked: 0,
    paused: false,
  })
  await subscription.stop()
  await kit.publish('second', 1)
  await kit.publish('third', 1)
  await eventually(async () => expect(await state()).toMatchObject({ position: 1, newest: 3, lag: 2 }))
  expect((await state()).lagSeconds).toBeGreaterThan(0)
})

test('it shows what is set aside, which is no lag', async () => {
  kit.follow(
    note(() => {
      throw new Error('cannot digest')
    }),
  )
  await kit.publish('poison', 1)
  await kit.publish('poison', 2)
  await eventually(async () => expect(await state()).toMatchObject({ parked: 2, lag: 0 }))
})

test('a group that is held back begins nothing, in no process, while others go on, and then goes on where it was', async () => {
  const told: string[] = []
  const destination = { write: (line: string) => void told.push((JSON.parse(line) as { msg: string }).msg) }
  const log = createLog({ name: 'test', level: 'info', destination })
  kit.follow(note(), kit.shipping, { log })
  kit.follow(note(), kit.anotherProcess('second'), { log })
  const others: number[] = []
  const count: Handlers = { 'order.preparing': ({ version }) => void others.push(version) }
  kit.follow(count, kit.shipping, { group: 'others' })
  await kit.publish('held', 1)
  await kit.noted('held', 1)

  await pause()
  await eventually(() => told.filter((line) => line === 'held back by an operator').length === 2)
  for (const version of [2, 3, 4]) await kit.publish('held', version)
  await eventually(async () => expect(await state()).toMatchObject({ newest: 4, lag: 3, paused: true }))
  await eventually(() => others.length === 4)
  expect(await kit.seen('held')).toEqual([1])

  await resume()
  expect(await kit.noted('held', 4)).toEqual([1, 2, 3, 4])
})

test('what operators do to groups is kept, once for each change', async () => {
  kit.follow()
  await pause()
  await pause()
  await resume()
  expect(await pauseGroup(kit.shipping.sql, { ...by, group: 'nobody' })).toBe(false)
  expect(await kit.owner`select actor, action, target from shipping.operation_audit order by id`).toEqual([
    { actor: 'an operator', action: 'pause', target: 'notes' },
    { actor: 'an operator', action: 'resume', target: 'notes' },
  ])
})
