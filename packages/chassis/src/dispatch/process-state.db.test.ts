import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { operatorState } from './operator-state.ts'
import { type DispatchKit, openDispatchKit } from './testing/dispatch-kit.ts'

let kit: DispatchKit

beforeAll(async () => {
  kit = await openDispatchKit()
})
afterAll(() => kit.close())

test('what a process left behind is forgotten after a week', async () => {
  const leave = (name: string, days: number) => kit.owner`
    insert into dispatch_state (process, name, seen_at, integrations)
    values (gen_random_uuid(), ${name}, now() - make_interval(days => ${days}), '{}')`
  await leave('older', 8)
  await leave('younger', 6)
  kit.run('database')
  await eventually(async () => {
    const { processes } = await operatorState(kit.database.sql)
    const seen = processes.map(({ name, state }) => `${name} ${state}`).toSorted()
    expect(seen).toEqual(['test running', 'younger gone'])
  })
})
