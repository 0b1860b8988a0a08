import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Api, Endpoint } from '@nowait/contract/endpoint'
import { memberHeader } from '@nowait/contract/headers'
import { type Handlers, implement } from '@nowait/contract/implement'
import { Problem, problemResponse } from '@nowait/contract/problem'
import { Id } from '@nowait/contract/values'
import type { Log } from './log.ts'
import { type Protection, servicePriority } from './overload/protection.ts'
import { shedLoad } from './overload/shed-load.ts'
import { currentRequest, remainingMs, requestContext } from './request-context.ts'

/** Who calls a service. `member` is set for endpoints with access `member`, and only for those. */
export interface ServiceCaller {
  readonly member: string
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Admits callers with the service's credential, compared in constant time, and believes the member
 * they name. Throws SERVICE_CREDENTIAL_REQUIRED, or INVALID_REQUEST when a member is needed and none is named.
 */
export function serviceCaller(token: string): (c: Context, endpoint: Endpoint) => ServiceCaller {
  const expected = digest(`Bearer ${token}`)
  return (c, endpoint) => {
    if (!timingSafeEqual(digest(c.req.header('authorization') ?? ''), expected)) {
      throw new Problem('SERVICE_CREDENTIAL_REQUIRED')
    }
    if (endpoint.access !== 'member') return noMember
    const member = Id.safeParse(c.req.header(memberHeader))
    if (!member.success)
      throw new Problem('INVALID_REQUEST', { detail: `${memberHeader} has to name the member` })
    return { member: member.data }
  }
}

const noMember: ServiceCaller = {
  get member(): string {
    throw new Error('This endpoint has no member: its access is not "member"')
  },
}

export interface ServiceApiOptions {
  /** The credential of this service. */
  token: string
  log: Log
  /** Check every answer against the contract. For tests and development. */
  check?: boolean
}

/** `implement` as every service of ours does it: `serviceApi(orderApi, { token, log })({ …handlers })`. */
export const serviceApi = <A extends Api>(api: A, { token, log, check }: ServiceApiOptions) => {
  const bind = implement(api, {
    caller: serviceCaller(token),
    check,
    onError: (error, endpoint) => log.error({ err: error, endpoint }, 'unexpected'),
    traceId: () => currentRequest()?.traceId,
  })
  return (handlers: Handlers<A, ServiceCaller>): Hono => bind(begunInTime(handlers))
}

// The body may have taken as long to come as the caller waits: then nobody reads what the work would bring.
function begunInTime<A extends Api>(handlers: Handlers<A, ServiceCaller>): Handlers<A, ServiceCaller> {
  const inTime = Object.entries<(input: never) => unknown>(handlers).map(([name, handle]) => [
    name,
    (input: never) => {
      if ((remainingMs() ?? 1) <= 0) throw new Problem('DEADLINE_EXCEEDED')
      return handle(input)
    },
  ])
  return Object.fromEntries(inTime) as Handlers<A, ServiceCaller>
}

export interface ReadyState {
  [dependency: string]: 'up' | 'down'
}

export interface ServiceAppOptions {
  api: Hono
  /** What operators may see and do: see operate/operate-app.ts. */
  operate?: Hono
  /** What it does wrong on purpose, where the lab is switched on: see faults/lab-faults.ts. */
  faults?: Hono
  log: Log
  ready: () => Promise<ReadyState>
  /** What keeps it from taking on too much; operators, health and readiness always get through. */
  protection?: Protection
}

/** The whole app of a service: its API behind health, readiness, trace, log and protection from overload. */
export function serviceApp(options: ServiceAppOptions): Hono {
  const { protection } = options
  const app = new Hono()
  app.use(requestContext({ log: options.log, trustCaller: true, quiet: /^\/(health|ready)$/ }))
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/ready', async (c) => {
    const checks = { ...(protection && { eventLoop: protection.loop.state() }), ...(await options.ready()) }
    const ready = Object.values(checks).every((state) => state === 'up')
    return c.json({ status: ready ? 'ready' : 'not-ready', checks }, ready ? 200 : 503)
  })
  if (options.faults) app.route('/', options.faults)
  if (options.operate) app.route('/', options.operate)
  if (protection) app.use(shedLoad({ admission: protection.admission, priorityOf: servicePriority }))
  app.route('/', options.api)
  app.notFound(() => problemResponse('NOT_FOUND', {}, currentRequest()?.traceId))
  app.onError((error) => {
    options.log.error({ err: error }, 'unexpected')
    return problemResponse('INTERNAL', {}, currentRequest()?.traceId)
  })
  return app
}

/** `up` when the check comes through within a second. */
export async function upOrDown(check: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), 1_000)
  })
  const checked = check().then(
    () => 'up' as const,
    () => 'down' as const,
  )
  try {
    return await Promise.race([checked, late])
  } finally {
    clearTimeout(timer)
  }
}
