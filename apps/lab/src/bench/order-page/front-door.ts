import { dispatchTables } from '@nowait/chassis/dispatch/tables'
import { migrate } from '@nowait/chassis/migrate'
import { eventually } from '@nowait/chassis/testing/eventually'
import { freePort } from '@nowait/chassis/testing/free-port'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Child, startNode } from '../../measure/children.ts'
import { profiled } from '../profile.ts'

const migrations = fileURLToPath(new URL('../../../../bff/migrations', import.meta.url))

/** The shipped front door as a process of its own, with everything that protects it; only counts of requests are raised. */
export interface FrontDoor extends Child {
  port: number
  pid: number
  /** It can be profiled over this. */
  channel: ChildProcess
  /** Cookies of members who are signed in. */
  cookies: string[]
}

const raised = Object.fromEntries(
  [
    'REQUESTS_PER_NETWORK',
    'SIGN_UP_PER_NETWORK',
    'REQUESTS_PER_MEMBER',
    'CALLS_PER_MEMBER',
    'WRITES_PER_MEMBER',
  ].map((name) => [`LIMIT_${name}`, '100000000/60']),
)

/** `urls`: of order, shipping and point. `members` are made and signed in. `databaseUrl` may create schemas and roles. */
export async function startFrontDoor(
  databaseUrl: string,
  urls: readonly [order: string, shipping: string, point: string],
  members: number,
  { mypage, env }: { mypage?: string; env?: Record<string, string> } = {},
): Promise<FrontDoor> {
  // It follows the logs of these two.
  for (const schema of ['order', 'shipping']) await migrateAs(databaseUrl, schema, [])
  await migrateAs(databaseUrl, 'bff', [migrations, dispatchTables])
  const port = await freePort()
  const [order, shipping, point] = urls
  const addresses = {
    ORDER: order,
    SHIPPING: shipping,
    POINT: point,
    PRODUCT: order,
    PUSH: order,
    MYPAGE: mypage ?? order,
  }
  const child = startNode('apps/bff/src/main.ts', {
    ...raised,
    ...profiled,
    ...Object.fromEntries(
      Object.entries(addresses).flatMap(([name, url]) => [
        [`${name}_URL`, url],
        [`${name}_TOKEN`, `the-credential-of-${name.toLowerCase()}`],
      ]),
    ),
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: `${databaseUrl}?search_path=bff`,
    KAFKA_BROKERS: '',
    ...env,
  })
  const url = `http://127.0.0.1:${port}`
  const gone = child.ended.then(() => Promise.reject(new Error('The front door did not start: see above')))
  gone.catch(() => {})
  await Promise.race([gone, eventually(() => lives(url), { withinMs: 60_000 })])
  const cookies = await Promise.all(Array.from({ length: members }, (_, n) => signUp(url, n)))
  return { ...child, port, pid: child.channel.pid!, cookies }
}

const migrateAs = (ownerUrl: string, schema: string, directories: string[]) =>
  migrate({ ownerUrl, schema, role: `nowait_bench_${schema}`, directories })

const lives = async (url: string) => (await fetch(`${url}/api/health`)).ok

async function signUp(url: string, n: number): Promise<string> {
  const answer = await fetch(`${url}/api/members`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf': '1' },
    body: JSON.stringify({
      email: `m${n}-${crypto.randomUUID()}@bench.example`,
      password: 'long enough to bench with',
      name: '하늘',
    }),
  })
  if (!answer.ok) throw new Error(`Nobody could sign up: ${answer.status} ${await answer.text()}`)
  return answer.headers.getSetCookie()[0]!.split(';')[0]!
}
