import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import { paced } from '../bench/paced.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'
import { followLive, type LiveClient } from './live-client.ts'
import type { Figure, Measure } from './measure.ts'
import { makeMembers, type SignedIn } from './members.ts'
import { placeOrder, stockUp } from './orders.ts'
import type { Shop } from './shop.ts'

const memberCount = 250
const browsersEach = 4
const restarts = 5
const giveUpMs = 120_000

/**
 * A thousand browsers follow their orders over two BFF processes, which are restarted in turn, every second time with
 * SIGKILL, while orders are placed and move. In the end each browser has to show what the database says.
 */
export const live: Measure = async (shop, { seconds, rate, tell }) => {
  const product = await stockUp(shop)
  tell('sessions are opened')
  const browsers = await openSessions(shop)
  const doors = [await openFrontDoor(shop), await openFrontDoor(shop)]
  const clients: LiveClient[] = []
  try {
    const urls = doors.map(({ url }) => url)
    for (const browser of browsers) {
      const look = () => statusesOf(shop, browser.id)
      clients.push(followLive({ member: browser.id, cookie: browser.cookie, doors: urls, look }))
    }
    tell('browsers connect')
    await until(() => clients.every(({ isOpen }) => isOpen))
    const failures: string[] = []
    let turn = 0
    tell('orders are placed, the front doors restarted')
    const ordering = paced(rate, seconds * 1000, async () => {
      const who = browsers[(turn++ * browsersEach) % browsers.length]!
      await placeOrder(shop, who, product).catch((error: unknown) => failures.push(String(error)))
    })
    const backAfter = await restartInTurn(doors, clients, (seconds * 1000) / (restarts + 1))
    await ordering
    tell('the last orders arrive')
    const differing = await untilSame(shop, clients)
    return figures(clients, backAfter, differing, failures)
  } finally {
    for (const client of clients) client.stop()
    for (const door of doors) await door.stop()
  }
}

async function restartInTurn(doors: FrontDoor[], clients: LiveClient[], everyMs: number): Promise<number[]> {
  const backAfter: number[] = []
  for (let nth = 0; nth < restarts; nth++) {
    await pause(everyMs)
    const start = performance.now()
    await doors[nth % doors.length]!.restart(nth % 2 === 0 ? 'SIGTERM' : 'SIGKILL')
    await until(() => clients.every(({ isOpen }) => isOpen))
    backAfter.push(performance.now() - start)
  }
  return backAfter
}

function figures(
  clients: LiveClient[],
  backAfter: number[],
  differing: number,
  failures: string[],
): Figure[] {
  const sum = (of: (client: LiveClient) => number) => clients.reduce((all, client) => all + of(client), 0)
  return [
    {
      name: 'browsers that differ from the database',
      value: differing,
      unit: '',
      atMost: 0,
      note: `of ${clients.length}`,
    },
    { name: 'events told again', value: sum(({ repeated }) => repeated), unit: '', atMost: 0 },
    { name: 'events told', value: sum(({ heard }) => heard), unit: '' },
    { name: 'told to look at everything again', value: sum(({ resets }) => resets), unit: '' },
    { name: 'streams opened', value: sum(({ opened }) => opened), unit: '' },
    {
      name: 'restart to all connected again, longest',
      value: Math.max(...backAfter),
      unit: 'ms',
      note: `${backAfter.length} restarts`,
    },
    {
      name: 'orders that could not be placed',
      value: failures.length,
      unit: '',
      atMost: 0,
      note: failures[0],
    },
  ]
}

/** Sessions as signing in makes them, without a thousand passwords to check. */
async function openSessions(shop: Shop): Promise<SignedIn[]> {
  const members = await makeMembers(shop, memberCount)
  const sessions = members.flatMap((member) =>
    Array.from({ length: browsersEach }, () => ({
      ...member,
      session: uuidv7(),
      token: randomBytes(32).toString('base64url'),
    })),
  )
  const rows = sessions.map(({ id, session, token }) => ({
    id: session,
    member_id: id,
    hash: createHash('sha256').update(token).digest('hex'),
  }))
  await shop.owner.sql`
    insert into bff.session (id, member_id, role, token_hash)
    select id, member_id, 'member', decode(hash, 'hex')
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as row (id uuid, member_id uuid, hash text)`
  return sessions.map(({ id, email, token }) => ({ id, email, cookie: `nowait=${token}`, ms: 0 }))
}

async function statusesOf({ owner }: Shop, member: string): Promise<Map<string, string>> {
  const rows = await owner.sql<{ id: string; status: string }[]>`
    select id, status from "order".orders where member_id = ${member}`
  return new Map(rows.map(({ id, status }) => [id, status]))
}

/** How many still differ when nothing is on its way any more, or after our patience. */
async function untilSame(shop: Shop, clients: LiveClient[]): Promise<number> {
  const start = performance.now()
  for (;;) {
    const rows = await shop.owner.sql<{ member_id: string; id: string; status: string }[]>`
      select member_id, id, status from "order".orders`
    const byMember = Map.groupBy(rows, (row) => row.member_id)
    const differing = clients.filter(
      ({ member, orders }) => !isSame(orders, byMember.get(member) ?? []),
    ).length
    const isMoving = rows.some(({ status }) => status !== 'delivered' && status !== 'rejected')
    if ((differing === 0 && !isMoving) || performance.now() - start > giveUpMs) return differing
    await pause(500)
  }
}

const isSame = (shown: Map<string, string>, rows: { id: string; status: string }[]) =>
  shown.size === rows.length && rows.every(({ id, status }) => shown.get(id) === status)

async function until(isSo: () => boolean): Promise<void> {
  const start = performance.now()
  while (!isSo()) {
    if (performance.now() - start > giveUpMs) throw new Error('Not all browsers are connected')
    await pause(50)
  }
}
