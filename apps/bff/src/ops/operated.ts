import { randomBytes } from 'node:crypto'
import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { operateApp } from '@nowait/chassis/operate/operate-app'
import { type Client, createClient } from '@nowait/contract/client'
import type { operateApi } from '@nowait/contract/operate'
import { operateRoutes } from '@nowait/contract/operate.routes'
import type { OperatedService } from '@nowait/contract/ops'
import type { rebuildApi } from '@nowait/contract/rebuild'
import { rebuildRoutes } from '@nowait/contract/rebuild.routes'
import type { Upstreams } from '../clients.ts'

/** Very many dead jobs are redriven in batches. */
const redriveMs = 30_000

type OperateClient = Client<typeof operateApi>
export interface Operated extends Record<OperatedService, OperateClient> {
  /** Of My Page, and run where the pages are. */
  rebuild: Client<typeof rebuildApi>
}

interface OperatedOptions {
  upstreams: Upstreams
  database: Database
  log: Log
}

/** What operators reach: the services over HTTP, and this process's own schema by the same contract without it. */
export function openOperated({ upstreams, database, log }: OperatedOptions): Operated {
  const token = randomBytes(32).toString('base64url')
  const app = operateApp({ database, token, log })
  const own = createClient<typeof operateApi>(operateRoutes, (url, init) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return app.request(url, { ...init, headers })
  })
  const at = (service: Exclude<OperatedService, 'bff'>): OperateClient => {
    const client = (deadlineMs?: number) =>
      createClient<typeof operateApi>(operateRoutes, upstreams[`${service}Operations`].send({ deadlineMs }))
    return { ...client(), redriveJobs: client(redriveMs).redriveJobs }
  }
  return {
    bff: own,
    order: at('order'),
    product: at('product'),
    shipping: at('shipping'),
    mypage: at('mypage'),
    point: at('point'),
    push: at('push'),
    rebuild: createClient<typeof rebuildApi>(rebuildRoutes, upstreams.mypageOperations.send()),
  }
}
