import type { Database } from '@nowait/chassis/database'
import { readGuards } from '@nowait/chassis/operate/read-guards'
import { readOperations } from '@nowait/chassis/operate/read-operations'
import type { bffApi } from '@nowait/contract/bff'
import { urlOf } from '@nowait/contract/client'
import { Guards } from '@nowait/contract/guards'
import type { Handlers } from '@nowait/contract/implement'
import { Operations } from '@nowait/contract/operations'
import { operateRoutes } from '@nowait/contract/operate.routes'
import type { Upstream } from '@nowait/chassis/call'
import type { Caller } from '../access.ts'
import type { Upstreams } from '../clients.ts'
import { openPage, type PageOptions, type PagePlan } from './page.ts'

const deadlineMs = 2_000

/** A service of somebody else in the place of point or push has no such address. */
const mayShowNothing = { nullOn: 'NOT_FOUND' } as const

const operations = (from: Upstream) => ({
  from,
  path: urlOf(operateRoutes.readOperations),
  schema: Operations,
  deadlineMs,
})

/** What every service does for later. None is remembered: old figures without a word would mislead an operator. */
const plan = (from: Upstreams, database: Database): PagePlan<'opsPage'> => ({
  bff: { own: () => readOperations(database.sql), schema: Operations, deadlineMs },
  order: operations(from.orderOperations),
  product: operations(from.productOperations),
  shipping: operations(from.shippingOperations),
  mypage: operations(from.mypageOperations),
  point: { ...operations(from.pointOperations), ...mayShowNothing },
  push: { ...operations(from.pushOperations), ...mayShowNothing },
})

const guards = (from: Upstream) => ({
  from,
  path: urlOf(operateRoutes.readGuards),
  schema: Guards,
  deadlineMs,
})

/** What protects every service, in all its processes. */
const guardPlan = (from: Upstreams, database: Database): PagePlan<'opsGuards'> => ({
  bff: { own: () => readGuards(database.sql), schema: Guards, deadlineMs },
  order: guards(from.orderOperations),
  product: guards(from.productOperations),
  shipping: guards(from.shippingOperations),
  mypage: guards(from.mypageOperations),
  point: { ...guards(from.pointOperations), ...mayShowNothing },
  push: { ...guards(from.pushOperations), ...mayShowNothing },
})

export function opsPages(
  from: Upstreams,
  database: Database,
  options: PageOptions,
): Pick<Handlers<typeof bffApi, Caller>, 'opsPage' | 'opsGuards'> {
  return {
    opsPage: ({ signal }) => openPage(plan(from, database), { ...options, signal }),
    opsGuards: ({ signal }) => openPage(guardPlan(from, database), { ...options, signal }),
  }
}
