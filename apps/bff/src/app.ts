import { Hono, type Context } from 'hono'
import type { Database } from '@nowait/chassis/database'
import { createLastGood } from '@nowait/chassis/last-good'
import type { Log } from '@nowait/chassis/log'
import { protectProcess } from '@nowait/chassis/overload/protection'
import { shedLoad } from '@nowait/chassis/overload/shed-load'
import { currentRequest, requestContext } from '@nowait/chassis/request-context'
import { bffApi } from '@nowait/contract/bff'
import { demoMember } from '@nowait/contract/demo'
import { implement, type Handlers } from '@nowait/contract/implement'
import { Problem, problemResponse } from '@nowait/contract/problem'
import { bffCaller, type Caller } from './access.ts'
import { catalogueHandlers } from './catalogue.ts'
import { limitRules, type BffConfig } from './config.ts'
import { docs } from './docs/docs.ts'
import { orUnavailable, unavailable } from './http/available.ts'
import { createLimits } from './http/limits.ts'
import { countedPerNetwork, notStoredByDefault } from './http/middleware.ts'
import { createOpenPages } from './http/open-pages.ts'
import { fromOwnSite } from './http/own-site.ts'
import { frontDoorLimit, priorityOf } from './http/priority.ts'
import { withSecurityHeaders } from './http/security-headers.ts'
import { rememberedVisitor } from './http/visitor.ts'
import { openLab } from './lab/lab.ts'
import { createLiveHub } from './live/live-hub.ts'
import { liveHandler } from './live/live.ts'
import { memberHandlers } from './members/members.ts'
import { notificationHandlers } from './notifications/notifications.ts'
import { openOperated } from './ops/operated.ts'
import { opsHandlers } from './ops/ops.ts'
import { orderHandlers } from './orders.ts'
import { followChanges } from './my-page/changes-feed.ts'
import { createKnownPages, dayInSeoul } from './my-page/known-pages.ts'
import { createTold } from './my-page/told.ts'
import { homePage } from './pages/home.ts'
import { myPage } from './pages/my.ts'
import { opsPages } from './pages/ops.ts'
import { orderPage } from './pages/order.ts'
import { pointHandlers } from './points.ts'
import { pushHandlers } from './push.ts'
import { readiness } from './readiness.ts'
import { tokenFrom, withSessionCookie } from './sessions/session-cookie.ts'
import { createSessions } from './sessions/sessions.ts'
import { createSite } from './site/site.ts'
import { addressOf, type Upstreams } from './clients.ts'
import type { BffDispatch } from './integrations.ts'

export interface AppOptions {
  config: BffConfig
  database: Database
  dispatch: BffDispatch
  upstreams: Upstreams
  log: Log
  /** Check every answer against the contract. For tests and development. */
  check?: boolean
  /** See PageOptions. */
  patience?: number
}

const quiet = /^\/(api\/(health|ready)$|assets\/|goods\/)/

/** The whole server that browsers talk to, and what of it has to be stopped. */
export async function createApp({ config, database, dispatch, upstreams, log, check, patience }: AppOptions) {
  const lifetimes = { idleSeconds: config.SESSION_IDLE_SECONDS, maxSeconds: config.SESSION_MAX_SECONDS }
  const visitor = rememberedVisitor({ trustProxy: config.TRUST_PROXY, publicOrigin: config.PUBLIC_ORIGIN })
  const limits = createLimits(limitRules(config))
  const sessions = await createSessions({ database, lifetimes, log, visitor })
  const told = createTold()
  const known = createKnownPages({
    today: () => dayInSeoul(Date.now()),
    maxBytes: config.KNOWN_PAGES_BYTES,
  })
  const changes = followChanges({ ...addressOf('mypage', config), pages: known, log })
  const lab = openLab(config, log)
  const hub = await createLiveHub({ database, sessions, told, log })
  const protection = protectProcess({ name: 'bff', log, limit: frontDoorLimit })
  const state = readiness({ database, config, loop: protection.loop })
  const lastGood = createLastGood()
  const traceId = () => currentRequest()?.traceId
  // A caller who has gone makes things end early; nothing is wrong and nobody reads the answer.
  const onError = (error: unknown, name: string, c?: Context) => {
    if (!c?.req.raw.signal.aborted) log.error({ err: error, name, traceId: traceId() }, 'unexpected')
  }
  const pages = { lastGood, check, patience, onError: (error: unknown, part: string) => onError(error, part) }

  const handlers: Handlers<typeof bffApi, Caller> = {
    ...state.handlers,
    ...memberHandlers({ database, dispatch, sessions, limits, visitor }),
    ...catalogueHandlers(upstreams),
    ...orderHandlers(upstreams, { lastGood, visitor }),
    ...pointHandlers(upstreams, database),
    ...homePage(upstreams, pages),
    ...orderPage(upstreams, pages),
    ...myPage(upstreams, database, pages, { pages: known, told, visitor }),
    ...notificationHandlers(database, visitor),
    ...pushHandlers(upstreams),
    ...liveHandler(hub),
    ...opsPages(upstreams, database, pages),
    ...lab.handlers,
    ...opsHandlers(openOperated({ upstreams, database, log }), database),
  }
  const api = implement(bffApi, {
    caller: bffCaller({ sessions, limits, openPages: createOpenPages(config.PAGES_PER_SESSION) }),
    check,
    onError,
    traceId,
  })

  const app = new Hono()
  app.use(withSecurityHeaders((c) => visitor(c).https))
  app.use(requestContext({ log, trustCaller: false, quiet }))
  app.use('/api/*', notStoredByDefault())
  app.use('/api/*', fromOwnSite(visitor))
  app.use('/api/*', countedPerNetwork(limits, visitor))
  const priority = (c: Context) =>
    priorityOf({ method: c.req.method, path: c.req.path, signedIn: !!tokenFrom(c, visitor(c)) })
  app.use('/api/*', shedLoad({ admission: protection.admission, priorityOf: priority }))
  app.use('/api/*', withSessionCookie(visitor))
  app.route('/', api(orUnavailable(handlers)))
  const { json, page, css } = docs()
  app.get('/api/openapi.json', json).get('/api/docs', page).get('/api/docs.css', css)
  app.all('/api/*', () => problemResponse('NOT_FOUND', {}, traceId()))
  app.all(
    '*',
    await createSite({
      folder: config.WEB_DIST,
      hasSession: (c) => !!tokenFrom(c, visitor(c)),
      demo: config.DEMO ? demoMember : undefined,
    }),
  )
  app.onError((thrown, c) => {
    const error = unavailable(thrown)
    if (error instanceof Problem) return problemResponse(error.code, error.details, traceId())
    onError(thrown, c.req.path, c)
    return problemResponse('INTERNAL', {}, traceId())
  })

  return {
    app,
    sessions,
    hub,
    lab,
    async stop() {
      lab.stop()
      protection.stop()
      await state.stop()
      await changes.stop()
      await hub.stop()
      await sessions.stop()
    },
  }
}
