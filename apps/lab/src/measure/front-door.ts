import { eventually } from '@nowait/chassis/testing/eventually'
import { freePort } from '@nowait/chassis/testing/free-port'
import { startNode } from './children.ts'
import type { Shop } from './shop.ts'

/** One more BFF process on the shop's database, beside the one the shop was started with. */
export interface FrontDoor {
  url: string
  /** Ends it, gently or not, and starts it again; resolves when it is ready. */
  restart(how: 'SIGTERM' | 'SIGKILL'): Promise<void>
  stop(): Promise<void>
}

// Nobody is there: what is measured with it asks no other service.
const nowhere = 'http://127.0.0.1:9'
const upstreams = ['ORDER', 'PRODUCT', 'SHIPPING', 'POINT', 'PUSH', 'MYPAGE']

export async function openFrontDoor(shop: Shop, env: Record<string, string> = {}): Promise<FrontDoor> {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const start = () =>
    startNode('apps/bff/src/main.ts', {
      ...Object.fromEntries(
        upstreams.flatMap((name) => [
          [`${name}_URL`, nowhere],
          [`${name}_TOKEN`, crypto.randomUUID()],
        ]),
      ),
      ...env,
      HOST: '127.0.0.1',
      PORT: port,
      DATABASE_URL: shop.databaseOf('bff'),
      LIMIT_REQUESTS_PER_NETWORK: '1000000/60',
    })
  const ready = () =>
    eventually(async () => (await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(1_000) })).ok, {
      withinMs: 60_000,
    })
  let child = start()
  await ready()
  return {
    url,
    async restart(how) {
      child.signal(how)
      await child.stop()
      child = start()
      await ready()
    },
    stop: () => child.stop(),
  }
}
