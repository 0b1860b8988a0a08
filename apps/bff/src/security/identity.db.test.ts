import { afterAll, beforeAll, expect, test } from 'vitest'
import { memberHeader } from '@nowait/contract/headers'
import { checkJson } from '@nowait/contract/raw'
import { startBff, type Bff } from '../testing/bff.ts'
import { callRoute, everyRoute, titled, whoMay } from '../testing/every-route.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

const forMembers = everyRoute.filter(({ endpoint }) => endpoint.access !== 'public')

test.for(titled(forMembers))('%s needs a session', async ([, route]) => {
  for (const cookie of [undefined, 'nowait=', `nowait=${'x'.repeat(43)}`, '__Host-nowait=a; nowait=b']) {
    const reply = await callRoute(bff, route, { cookie })
    expect(reply.json()).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' })
  }
})

test.for(titled(forMembers))('%s is closed to a session that was ended', async ([, route]) => {
  const browser = await whoMay(bff, route)
  await browser.ask('DELETE', '/api/session')
  expect((await callRoute(bff, route, { cookie: browser.cookie })).status).toBe(401)
})

test.for(titled(everyRoute.filter(({ endpoint }) => endpoint.access === 'operator')))(
  '%s is closed to members',
  async ([, route]) => {
    const { cookie } = await bff.signUp()
    expect((await callRoute(bff, route, { cookie })).json()).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  },
)

test.for(titled(everyRoute.filter(({ template }) => template.includes(':id'))))(
  "%s answers for another member's id as for one that does not exist",
  async ([, route]) => {
    const { cookie } = await whoMay(bff, route)
    const theirs = bff.services.giveOrder(crypto.randomUUID())
    const unknown = crypto.randomUUID()
    const seen = []
    for (const order of [theirs, unknown]) {
      const reply = await callRoute(bff, route, { cookie, order })
      const { traceId: _, ...body } = JSON.parse(reply.text || '{}') as Record<string, unknown>
      seen.push({ status: reply.status, body: JSON.stringify(body).replaceAll(order, 'the id') })
    }
    expect(seen[0]).toEqual(seen[1])
    const ofOrders = !route.template.startsWith('/api/products/')
    if (ofOrders) expect(seen[0]?.status).toBe(404)
  },
)

test.for(titled(forMembers))(
  '%s is asked on behalf of the session, whatever else is claimed',
  async ([, route]) => {
    const { cookie, session } = await whoMay(bff, route)
    const other = crypto.randomUUID()
    const asked = bff.services.asked.length
    await callRoute(
      bff,
      { ...route, template: `${route.template}?memberId=${other}&userId=${other}` },
      { cookie, headers: { [memberHeader]: other, 'x-user-id': other, authorization: `Bearer ${other}` } },
    )
    const members = bff.services.asked.slice(asked).map(({ member }) => member)
    expect(members.filter((member) => member !== undefined && member !== session.member.id)).toEqual([])
  },
)

test.for(titled(everyRoute.filter(({ body }) => body !== undefined)))(
  '%s refuses fields it does not know',
  async ([, route]) => {
    const { cookie } = await whoMay(bff, route)
    const extra = {
      id: crypto.randomUUID(),
      role: 'operator',
      price: 1,
      status: 'delivered',
      points: 1_000_000,
    }
    for (const [name, value] of Object.entries(extra)) {
      if (Object.hasOwn(route.body as object, name)) continue
      const body = { ...(route.body as object), [name]: value }
      const reply = await callRoute(bff, { ...route, body }, { cookie })
      expect([name, reply.status, reply.json().code]).toEqual([name, 400, 'INVALID_REQUEST'])
    }
  },
)

test.for(titled(everyRoute))('%s tells what the contract names and nothing more', async ([, route]) => {
  const { endpoint } = route
  if (endpoint.kind !== 'json' || !endpoint.response) return
  const { cookie, session } = await whoMay(bff, route)
  const order = bff.services.giveOrder(session.member.id)
  const reply = await callRoute(bff, route, { cookie, order })
  if (reply.status < 300) checkJson(endpoint.response, reply.json(), route.name)
  expect(reply.text).not.toMatch(/argon2|hash|token/i)
})
