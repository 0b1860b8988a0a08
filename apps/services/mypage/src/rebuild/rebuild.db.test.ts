import { randomUUIDv7 } from 'node:crypto'
import { testEvents } from '@nowait/chassis/testing/test-events'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { project } from '../project.ts'
import { followAll } from '../subscriptions.ts'
import { recordHistory } from '../testing/history.ts'
import { linesAfter } from '../testing/select-in-memory.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { rebuild } from './rebuild.ts'

let service: TestApp
let events: ReturnType<typeof testEvents>
let subscription: ReturnType<typeof followAll>
beforeAll(async () => {
  service = await startTestApp()
})
beforeEach(() => {
  events = testEvents({ database: service.database, url: service.url, log: service.log })
  subscription = followAll(events)
})
afterEach(() => events.stop())
afterAll(() => service.drop())

const live = async () => {
  const [row] = await service.database.sql<[{ generation: number; facts: number; pages: number }]>`
    select generation,
      (select count(distinct generation)::int from fact) as facts,
      (select count(distinct generation)::int from page) as pages
    from projection`
  return row
}

/** Members whose histories are in the logs and on their pages. */
async function knownMembers(count: number) {
  const members = Array.from({ length: count }, (_, at) => {
    const id = randomUUIDv7()
    return { id, history: recordHistory(2 + at, id) }
  })
  await service.record(members.flatMap(({ history }) => history))
  await subscription.caughtUp()
  return members
}

test('a rebuild while events come and pages are read finds no difference, and what it made is read from then on', async () => {
  const members = await knownMembers(3)
  const before = await live()
  const late = recordHistory(3, members[0]!.id)
  let told = false
  const failed: number[] = []
  const look = async (member: string) => {
    const { status } = await service.ask(member, '/page')
    if (status !== 200) failed.push(status)
  }
  const done = await rebuild({
    database: service.database,
    chunk: 10,
    onProgress: () => {
      void look(members[1]!.id)
      if (!told) void service.record(late)
      told = true
    },
  })
  expect(done).toMatchObject({ differences: [], switched: true, resumed: false, holes: 0 })
  expect(failed).toEqual([])
  await subscription.caughtUp()
  const today = await service.today()
  const [first, second] = members
  expect(await service.lines(first!.id)).toBe(linesAfter([...first!.history, ...late], today))
  expect(await service.lines(second!.id)).toBe(linesAfter(second!.history, today))
  expect(await live()).toEqual({ generation: before.generation + 1, facts: 1, pages: 1 })
})

test('a page that had gone wrong is found and mended', async () => {
  const [member] = await knownMembers(1)
  const { sql } = service.database
  await sql`update fact set state = 'rejected' where member_id = ${member!.id} and kind = 'order'`
  await sql`
    update page set etag = 'wrong', lines = replace(lines, '"status":"cancelled"', '"status":"rejected"')
    where member_id = ${member!.id}`
  const wrong = await service.lines(member!.id)

  const compared = await rebuild({ database: service.database, compareOnly: true })
  expect(compared).toMatchObject({ differences: [member!.id], switched: false })
  expect(await service.lines(member!.id)).toBe(wrong)

  expect((await rebuild({ database: service.database })).differences).toEqual([member!.id])
  expect(await service.lines(member!.id)).toBe(linesAfter(member!.history, await service.today()))
})

test('a rebuild that was ended goes on where it was', async () => {
  const [member] = await knownMembers(2)
  const stop = new AbortController()
  const stopped = rebuild({
    database: service.database,
    chunk: 10,
    signal: stop.signal,
    onProgress: () => stop.abort(),
  })
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
  const done = await rebuild({ database: service.database })
  expect(done).toMatchObject({ differences: [], resumed: true, switched: true })
  expect(await service.lines(member!.id)).toBe(linesAfter(member!.history, await service.today()))
})

test('pages made by other code stay as they are until the new ones are there', async () => {
  const [member] = await knownMembers(1)
  await service.database.sql`update projection set made_by = 0`
  const [placed] = recordHistory(1, member!.id)
  await expect(service.database.transaction(project([placed!]))).rejects.toThrow('version 0')
  expect(await rebuild({ database: service.database })).toMatchObject({ switched: true })
  expect(await service.lines(member!.id)).toBe(linesAfter(member!.history, await service.today()))
})
