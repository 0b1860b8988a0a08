import { eventually } from '@nowait/chassis/testing/eventually'
import { createSharedCache } from '@nowait/chassis/testing/shared-cache'
import { bffRoutes, processRoutes } from '@nowait/contract/bff.routes'
import { browserRoutes } from '@nowait/contract/browsers.routes'
import { makeMembers, signIn } from './members.ts'
import type { Measure } from './measure.ts'
import { placeOrder, stockUp } from './orders.ts'
import type { Shop } from './shop.ts'

const requestsAMinute = 100_000
const atOnce = 16
const forms = ['application/x-ndjson', 'application/json', '*/*']

interface Person {
  cookie: string
  /** Words by which an answer would give somebody away. */
  marks: string[]
}

/** Two members and a shared cache as bold as the standard allows: how often one is given what is the other's. `--seconds 60` is 100,000 requests. */
export const sharedCache: Measure = async (shop, { seconds, tell }) => {
  const people = await twoPeople(shop)
  const paths = readRoutes(people)
  const cache = createSharedCache(async ({ path, headers }) => {
    const answer = await fetch(shop.url + path, { headers })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  })
  const total = Math.round((requestsAMinute * seconds) / 60)
  let sent = 0
  let strange = 0
  let unchanged = 0
  const ask = async () => {
    while (sent < total) {
      const n = sent++
      if (n % 5_000 === 0) tell(`${n} of ${total}`)
      const me = people[n % 2]!
      const other = people[1 - (n % 2)]!
      const path = paths[Math.floor(n / 2) % paths.length]!
      const headers = { cookie: me.cookie, accept: forms[Math.floor(n / 7) % forms.length]! }
      const { status, body } = await cache.get({ path, headers })
      if (status === 304) unchanged++
      if (other.marks.some((mark) => body.includes(mark) && !path.includes(mark))) strange++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, ask))
  return [
    { name: 'answers with something of the other', value: strange, unit: '', atMost: 0 },
    {
      name: 'requests',
      value: sent,
      unit: '',
      note: `${paths.length} addresses; ${cache.hits} answered by the cache; ${unchanged} unchanged`,
    },
  ]
}

async function twoPeople(shop: Shop): Promise<(Person & { order: string })[]> {
  const product = await stockUp(shop)
  const members = await makeMembers(shop, 2)
  return Promise.all(
    members.map(async (member) => {
      const signedIn = await signIn(shop, member)
      // The order service has to hear of the new catalogue first.
      const { id } = await eventually(() => placeOrder(shop, signedIn, product), { withinMs: 30_000 })
      return { cookie: signedIn.cookie, order: id, marks: [member.id, member.email, id] }
    }),
  )
}

/** Every address that is read, of both orders; all but the stream of changes, which has no end. */
function readRoutes(people: { order: string }[]): string[] {
  return Object.values({ ...processRoutes, ...bffRoutes, ...browserRoutes })
    .filter((route) => route.startsWith('GET ') && route !== bffRoutes.live)
    .map((route) => route.slice(4))
    .flatMap((path) =>
      path.includes(':id') ? people.map(({ order }) => path.replace(':id', order)) : [path],
    )
}
