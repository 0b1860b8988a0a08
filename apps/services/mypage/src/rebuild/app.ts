import type { Hono } from 'hono'
import type { Database } from '@nowait/chassis/database'
import { serviceApi, type ServiceApiOptions } from '@nowait/chassis/service'
import { actorHeader } from '@nowait/contract/headers'
import { Problem } from '@nowait/contract/problem'
import { rebuildApi } from '@nowait/contract/rebuild'
import { projectionVersion } from '../project.ts'
import { askFor, cancelRun, readRun } from './runs.ts'
import { findUnfinished, readLive } from './store.ts'

export interface RebuildAppOptions extends ServiceApiOptions {
  database: Database
}

/** What operators see and do of the copies that pages are read from. Every command leaves an audit row. */
export function rebuildApp({ database: { sql }, ...options }: RebuildAppOptions): Hono {
  return serviceApi(
    rebuildApi,
    options,
  )({
    readRebuild: async () => {
      const [live, run, copy] = await Promise.all([
        readLive(sql),
        readRun(sql),
        findUnfinished(sql, projectionVersion),
      ])
      const unfinished = copy ? { events: copy.events, total: Math.max(copy.total, copy.events) } : null
      return { ...live, version: projectionVersion, run, unfinished }
    },

    startRebuild: async ({ body: { kind }, headers }) => {
      if (!(await askFor(sql, { kind, actor: headers[actorHeader] }))) throw new Problem('REBUILD_RUNNING')
    },

    cancelRebuild: async ({ headers }) => {
      if (!(await cancelRun(sql, headers[actorHeader]))) throw new Problem('REBUILD_NOT_RUNNING')
    },
  })
}
