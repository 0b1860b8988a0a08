import { demoMember, demoOperator } from '@nowait/contract/demo'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seed } from './seed.ts'
import { startBff, type Bff } from './testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

test('the demonstration accounts are there, however often they are seeded', async () => {
  await seed(bff.database.sql)
  await seed(bff.database.sql)
  const roles = []
  for (const { email, password } of [demoMember, demoOperator]) {
    const browser = bff.browserOf(await bff.change('/api/session', { body: { email, password } }))
    roles.push(browser.session.member.role)
  }
  expect(roles).toEqual(['member', 'operator'])
})
