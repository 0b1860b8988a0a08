import type { Database } from '@nowait/chassis/database'
import { readOperations } from '@nowait/chassis/operate/read-operations'
import type { bffApi } from '@nowait/contract/bff'
import { urlOf } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import { Operations } from '@nowait/contract/operations'
import { operateRoutes } from '@nowait/contract/operate.routes'
import type { Upstream } from '@nowait/chassis/call'
import type { Caller } from '../access.ts'
import type { Upstreams } from '../clients.ts'
import { openPage, type PageOptions, type PagePlan } from './page.ts'

const deadlineMs = 2_000

const operations = (from: Upstream) => ({
  from,
  path: urlOf(operateRoutes.readOperations),
  schema: Operations,
  deadlineMs,
})

/** What every service does for later. None is remembered: old figures without a word would mislead an operator. */
const plan = (from: Upstreams, database: Database): PagePlan<'opsPage'> => ({
  bff: { own: () => readOperations(database.sql), schema: Operations, deadlineMs },
  order: operations(from.order),
  product: operations(from.product),
  shipping: operations(from.shipping),
})

export function opsPage(
  from: Upstreams,
  database: Database,
  options: PageOptions,
): Pick<Handlers<typeof bffApi, Caller>, 'opsPage'> {
  return { opsPage: ({ signal }) => openPage(plan(from, database), { ...options, signal }) }
}
