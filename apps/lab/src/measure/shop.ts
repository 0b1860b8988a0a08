import { type Database, openDatabase } from '@nowait/chassis/database'
import { eventually } from '@nowait/chassis/testing/eventually'
import { freePort } from '@nowait/chassis/testing/free-port'
import { startPostgres } from '@nowait/chassis/testing/postgres-server'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNode } from './children.ts'
import { type PointService, startPointService } from './point-service.ts'

/** The whole shop as `npm start` starts it, on a database of its own; the point service can go away. */
export interface Shop {
  url: string
  /** May read and write every schema: `bff.member`, `point.point_entry`. */
  owner: Database
  point: PointService
  /** Behind the front door, with the credential of each. */
  services: Record<'order' | 'shipping' | 'point', { url: string; token: string }>
  /** The owner's connection to one schema. */
  databaseOf: (schema: string) => string
  stop(): Promise<void>
}

/** All members come from one address here. */
const limits = {
  LIMIT_REQUESTS_PER_NETWORK: '1000000/60',
  LIMIT_SIGN_IN_PER_NETWORK: '1000000/60',
  LIMIT_SIGN_UP_PER_NETWORK: '1000/60',
  LIMIT_WRITES_PER_MEMBER: '100000/60',
  LIMIT_REQUESTS_PER_MEMBER: '1000000/60',
  LIMIT_CALLS_PER_MEMBER: '1000000/60',
}

/** `env` goes to every process. What was begun is taken down again when the start fails. */
export async function openShop(env: Record<string, string> = {}): Promise<Shop> {
  const steps: Array<() => Promise<void> | void> = []
  const stop = async () => {
    for (const step of steps.splice(0).toReversed()) await step()
  }
  try {
    return { ...(await open(env, (step) => void steps.push(step))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function open(
  env: Record<string, string>,
  later: (step: () => Promise<void> | void) => void,
): Promise<Omit<Shop, 'stop'>> {
  const server = await startPostgres()
  later(() => server.stop())
  const dataDir = mkdtempSync(join(tmpdir(), 'nowait-measure-'))
  chmodSync(dataDir, 0o755)
  later(() => rmSync(dataDir, { recursive: true, force: true }))
  const port = await freePort()
  const services = { order: await someService(), shipping: await someService(), point: await someService() }
  const { order, shipping } = services
  const stack = startNode('apps/stack/src/start.ts', {
    ...limits,
    ...env,
    PORT: String(port),
    NOWAIT_DATA_DIR: dataDir,
    DATABASE_URL: server.url,
    ORDER_PORT: portOf(order),
    ORDER_TOKEN: order.token,
    SHIPPING_PORT: portOf(shipping),
    SHIPPING_TOKEN: shipping.token,
    POINT_URL: services.point.url,
    POINT_TOKEN: services.point.token,
  })
  later(() => stack.stop())
  const url = `http://localhost:${port}`
  const gone = stack.ended.then(() => Promise.reject(new Error('The shop did not start: see above')))
  gone.catch(() => {})
  await Promise.race([gone, eventually(() => isReady(url), { withinMs: 120_000 })])

  const owner = openDatabase({ url: server.url, name: 'measure' })
  later(() => owner.close())
  const inSchema = (schema: string) => `${server.url}?search_path=${schema}`
  const seed = startNode('apps/services/product/src/seed.ts', { DATABASE_URL: inSchema('product') })
  await seed.ended
  const point = await startPointService({
    ...env,
    PORT: portOf(services.point),
    DATABASE_URL: inSchema('point'),
    POINT_TOKEN: services.point.token,
  })
  later(() => point.stop())
  return { url, owner, point, services, databaseOf: inSchema }
}

const someService = async () => ({ url: `http://127.0.0.1:${await freePort()}`, token: crypto.randomUUID() })
const portOf = ({ url }: { url: string }) => new URL(url).port

const isReady = async (url: string) => (await fetch(`${url}/api/ready`)).ok
