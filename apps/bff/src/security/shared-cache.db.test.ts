import { createSharedCache } from '@nowait/chassis/testing/shared-cache'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from '../testing/bff.ts'
import { addressOf, everyRoute } from '../testing/every-route.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

/** A member with an order, a page that is kept, and all words by which an answer would give him away. */
async function someone() {
  const browser = await bff.signUp()
  const { id, email } = browser.session.member
  const order = bff.services.giveOrder(id)
  bff.services.mypage.keep(id, [order])
  return { cookie: browser.cookie, order, marks: [id, email, order] }
}

test('behind a bold shared cache nobody is ever given what is somebody else’s, on any route', async () => {
  const people = [await someone(), await someone()]
  const cache = createSharedCache(async ({ path, headers }) => {
    const { status, headers: given, text } = await bff.ask(path, { headers })
    return { status, headers: given as Record<string, string>, body: text }
  })
  const reads = everyRoute.filter(({ changes, name }) => !changes && name !== 'live')
  const forms: Record<string, string>[] = [
    {},
    { accept: 'application/json' },
    { accept: 'application/x-ndjson' },
  ]
  let bodies = 0
  for (let round = 0; round < 6; round++) {
    for (const route of reads) {
      for (const [n, me] of people.entries()) {
        const other = people[1 - n]!
        // Also somebody else's order, by its address.
        const order = round % 2 === 0 ? me.order : other.order
        const path = addressOf(route, { product: bff.services.productId, order })
        const headers = { cookie: me.cookie, ...forms[round % forms.length] }
        const { body } = await cache.get({ path, headers })
        if (body.length > 0) bodies++
        const strange = other.marks.filter((mark) => body.includes(mark) && !path.includes(mark))
        expect(strange, `${route.method} ${path}`).toEqual([])
      }
    }
  }
  expect(bodies).toBeGreaterThan(200)
})
