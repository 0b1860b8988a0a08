import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Database, openDatabase } from '@nowait/chassis/database'
import { dispatchTables } from '@nowait/chassis/dispatch/tables'
import { migrate } from '@nowait/chassis/migrate'
import { eventually } from '@nowait/chassis/testing/eventually'
import { freePort } from '@nowait/chassis/testing/free-port'
import { startPostgres } from '@nowait/chassis/testing/postgres-server'
import { startNode } from '../../measure/children.ts'
import { databasePid } from '../cpu.ts'
import { type FrontDoor, startFrontDoor } from '../order-page/front-door.ts'

/** The services behind My Page as processes, and front doors: with a projection, and with none to read. */
export interface MyPageShop {
  owner: Database
  members: string[]
  kept: FrontDoor
  /** Reads it every time. */
  reading: FrontDoor
  live: FrontDoor
  joinPort: number
  /** Whose processor time a page costs. */
  pids: { kept: number[]; reading: number[]; live: number[]; join: number[] }
  hangShipping(hangs: boolean): void
}

const asking = 16
const token = (name: string) => `the-credential-of-${name}`
const migrations = (service: string) =>
  fileURLToPath(new URL(`../../../../services/${service}/migrations`, import.meta.url))

/** Gives what `run` gives; nothing is left. */
export async function withShop<T>(run: (shop: MyPageShop) => Promise<T>): Promise<T> {
  const steps: (() => Promise<void> | void)[] = []
  try {
    return await run(await start((step) => void steps.push(step)))
  } finally {
    for (const step of steps.toReversed()) await step()
  }
}

async function start(later: (step: () => Promise<void> | void) => void): Promise<MyPageShop> {
  // Each of the processes below is ended when this one is.
  process.setMaxListeners(32)
  const server = await startPostgres()
  later(() => server.stop())
  const base = server.url
  for (const name of ['product', 'order', 'shipping', 'point', 'mypage'])
    await migrate({
      ownerUrl: base,
      schema: name,
      role: `nowait_bench_${name}`,
      directories:
        name === 'product' ? [] : [migrations(name), ...(name === 'order' ? [dispatchTables] : [])],
    })

  async function service(name: 'order' | 'shipping' | 'point' | 'mypage') {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const others = ['order', 'product', 'shipping', 'point', 'push', 'mypage'].flatMap((other) => [
      [`${other.toUpperCase()}_URL`, url],
      [`${other.toUpperCase()}_TOKEN`, token(other)],
    ])
    const child = startNode(`apps/services/${name}/src/main.ts`, {
      ...Object.fromEntries(others),
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: `${base}?search_path=${name}`,
      KAFKA_BROKERS: '',
      LOG_LEVEL: 'warn',
    })
    later(() => child.stop())
    await eventually(async () => (await fetch(`${url}/health`)).ok, { withinMs: 60_000 })
    return { url, child, pid: child.channel.pid! }
  }
  // The first front door brings the schema whose events are projected.
  const [order, shipping, point] = [await service('order'), await service('shipping'), await service('point')]
  const urls = [order.url, shipping.url, point.url] as const
  const nobody = `http://127.0.0.1:${await freePort()}`
  const live = await startFrontDoor(base, urls, asking, { mypage: nobody })
  later(() => live.stop())
  const mypage = await service('mypage')
  const kept = await startFrontDoor(base, urls, 0, { mypage: mypage.url })
  later(() => kept.stop())
  const env = { KNOWN_PAGES_BYTES: '0' }
  const reading = await startFrontDoor(base, urls, 0, { mypage: mypage.url, env })
  later(() => reading.stop())
  for (const door of [kept, reading]) door.cookies.push(...live.cookies)

  const joinPort = await freePort()
  const join = startNode('apps/lab/src/bench/my-page/join-server.ts', { PEER: `${joinPort} ${base}` })
  later(() => join.stop())
  await once(join.channel, 'message')
  const owner = openDatabase({ url: base, name: 'bench owner' })
  later(() => owner.close())
  const rows = await owner.sql<{ id: string }[]>`select id from bff.member order by substr(email, 2)`
  const database = (await databasePid(owner))!
  return {
    owner,
    members: rows.map(({ id }) => id),
    kept,
    reading,
    live,
    joinPort,
    pids: {
      kept: [kept.pid, mypage.pid, database],
      reading: [reading.pid, mypage.pid, database],
      live: [live.pid, order.pid, shipping.pid, point.pid, database],
      join: [join.channel.pid!, database],
    },
    hangShipping: (hangs) => shipping.child.signal(hangs ? 'SIGSTOP' : 'SIGCONT'),
  }
}
