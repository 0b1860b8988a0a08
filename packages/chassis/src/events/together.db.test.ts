import { expect, test } from 'vitest'
import { eventKit, note } from '../testing/event-kit.ts'
import { eventually } from '../testing/eventually.ts'
import type { Together } from './together.ts'

const kit = eventKit()
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)

/** Notes many events in one transaction, unless `refuse` throws for one of them; tells how many came at once. */
function noteTogether(refuse: (aggregate: string, version: number) => void = () => {}) {
  const sizes: number[] = []
  const together: Together = (events) => async (tx) => {
    for (const { aggregate, version } of events) {
      refuse(aggregate, version)
      await tx`insert into seen (aggregate, version) values (${aggregate}, ${version})`
    }
    sizes.push(events.length)
  }
  return { together, sizes }
}

test('what has gathered in many partitions is applied in one transaction, each thing in its order', async () => {
  const things = upTo(20).map((n) => `thing ${n}`)
  for (const thing of things) await kit.publish(thing, 1)
  await Promise.all(things.map((thing) => kit.publish(thing, 2)))
  await eventually(async () => expect(await kit.logged()).toHaveLength(40))
  const { together, sizes } = noteTogether()
  const subscription = kit.follow(note(), kit.shipping, { together })
  await subscription.caughtUp()
  expect(await Promise.all(things.map(kit.seen))).toEqual(things.map(() => [1, 2]))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(40)
  expect(Math.max(...sizes)).toBeGreaterThan(1)
})

test('one event that fails holds up its own thing only, and is applied once it can be', async () => {
  let broken = true
  const refuse = (aggregate: string, version: number) => {
    if (broken && aggregate === 'poison' && version === 1) throw new Error('cannot digest')
  }
  for (const version of [1, 2]) for (const thing of ['poison', 'healthy']) await kit.publish(thing, version)
  kit.follow(note(refuse), kit.shipping, noteTogether(refuse))
  expect(await kit.noted('healthy', 2)).toEqual([1, 2])
  await kit.publish('poison', 3)
  await kit.publish('healthy', 3)
  expect(await kit.noted('healthy', 3)).toEqual([1, 2, 3])
  expect(await kit.seen('poison')).toEqual([])
  broken = false
  expect(await kit.noted('poison', 3)).toEqual([1, 2, 3])
})

test('events are applied once and in order while processes share them and lose their connections', async () => {
  kit.follow(note(), kit.shipping, noteTogether())
  kit.follow(note(), kit.anotherProcess('second'), noteTogether())
  const things = upTo(12).map((n) => `thing ${n}`)
  const writing = Promise.all(
    things.map(async (thing) => {
      for (const version of upTo(8)) await kit.publish(thing, version)
    }),
  )
  for (let cuts = 0; cuts < 5; cuts++) {
    await kit.cut(cuts % 2 === 0 ? 'shipping' : 'second')
    await kit.publish('between', cuts + 1)
  }
  await writing
  for (const thing of things) expect(await kit.noted(thing, 8)).toEqual(upTo(8))
  expect(await kit.noted('between', 5)).toEqual(upTo(5))
})
