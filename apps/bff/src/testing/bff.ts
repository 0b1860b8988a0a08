import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '@nowait/chassis/config'
import { createDispatch } from '@nowait/chassis/dispatch/create-dispatch'
import { dispatchTables } from '@nowait/chassis/dispatch/tables'
import { createLog } from '@nowait/chassis/log'
import { serve } from '@nowait/chassis/serve'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { bffApi, type Session } from '@nowait/contract/bff'
import { createClient, type Client, type Send } from '@nowait/contract/client'
import { createApp } from '../app.ts'
import { createUpstreams } from '../clients.ts'
import { bffConfig } from '../config.ts'
import { securityHeaders } from '../http/security-headers.ts'
import { integrations } from '../integrations.ts'
import { ask, type Asking, type Reply } from './ask.ts'
import { serviceNames, startFakeServices, tokenOf } from './fake-services.ts'

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

const muchAdmitted = {
  LIMIT_REQUESTS_PER_NETWORK: '1000000/60',
  LIMIT_SIGN_UP_PER_NETWORK: '1000000/60',
  LIMIT_SIGN_IN_PER_NETWORK: '1000000/60',
  LIMIT_WRITES_PER_MEMBER: '1000000/60',
  LIMIT_REQUESTS_PER_MEMBER: '1000000/60',
  LIMIT_CALLS_PER_MEMBER: '1000000/60',
}

/** A signed-in browser: sends its cookie, and on requests that change something what the shop's own script sends. */
export interface Browser {
  session: Session
  cookie: string
  /** The contract's own client over this browser's cookie. */
  client: Client<typeof bffApi>
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
}

/**
 * A whole BFF over HTTP, on a database of its own, in front of fake services. `env` replaces settings, `modes` those of
 * integrations; `patience` stretches the deadlines of pages, so that a busy machine changes no outcome.
 */
export async function startBff({
  env = {},
  modes = {},
  patience = 5,
}: { env?: Record<string, string>; modes?: Record<string, string>; patience?: number } = {}) {
  const {
    database,
    url: databaseUrl,
    ownerUrl,
    urlOf,
    drop,
  } = await testDatabase({
    schema: 'bff',
    directories: [migrations, dispatchTables],
    // Whose logs are followed.
    others: ['order', 'shipping'].map((schema) => ({ schema, directories: [] })),
  })
  const services = await startFakeServices()
  const dist = await writeDist()
  const lines: string[] = []
  const log = createLog({
    name: 'bff',
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  })
  const addresses = serviceNames.flatMap((name) => [
    [`${name.toUpperCase()}_URL`, services.urlOf(name)],
    [`${name.toUpperCase()}_TOKEN`, tokenOf(name)],
  ])
  // The targets of integrations have nothing but the environment, in a worker thread too.
  Object.assign(process.env, Object.fromEntries(addresses))
  const config = readConfig(bffConfig, {
    DATABASE_URL: databaseUrl,
    WEB_DIST: dist,
    ...Object.fromEntries(addresses),
    ...muchAdmitted,
    ...env,
  })
  const upstreams = createUpstreams(config, { log, patience })
  const dispatch = createDispatch({ database, integrations, name: 'bff', log, env: modes, graceMs: 0 })
  const bff = await createApp({ config, database, dispatch, upstreams, log, check: true, patience })
  const server = await serve(bff.app, { host: '127.0.0.1', port: 0, log, headers: securityHeaders })
  const url = `http://localhost:${server.port}`

  const change = (path: string, { headers, body, ...rest }: Omit<Asking, 'body'> & { body?: unknown } = {}) =>
    ask(`${url}${path}`, {
      method: 'POST',
      headers: {
        'x-csrf': '1',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...rest,
    })

  const browserOf = (reply: Reply): Browser => {
    const cookie = cookieOf(reply)
    const send: Send = (path, init) => {
      const headers = new Headers(init.headers)
      headers.set('cookie', cookie)
      if (init.method !== 'GET') headers.set('x-csrf', '1')
      return fetch(`${url}${path}`, { ...init, headers })
    }
    return {
      session: reply.json() as unknown as Session,
      cookie,
      client: createClient<typeof bffApi>(bffApi.routes, send),
      ask: (method, path, body, headers) => change(path, { method, body, headers: { cookie, ...headers } }),
    }
  }

  return {
    ...bff,
    url,
    server,
    database,
    dispatch,
    ownerUrl,
    urlOf,
    log,
    upstreams,
    services,
    dist,
    /** What was logged. */
    lines,
    ask: (path: string, asking?: Asking) => ask(`${url}${path}`, asking),
    change,
    browserOf,
    async signUp(
      email = `${crypto.randomUUID()}@example.com`,
      password = 'a long enough one',
    ): Promise<Browser> {
      return browserOf(await change('/api/members', { body: { email, password, name: '김하루' } }))
    },
    async stop() {
      await bff.stop()
      await server.stop()
      await dispatch.stop()
      await Promise.all(Object.values(upstreams).map((upstream) => upstream.close()))
      await services.stop()
      await rm(dist, { recursive: true })
      await drop()
    },
  }
}
export type Bff = Awaited<ReturnType<typeof startBff>>

/** `name=value` of the session cookie an answer sets. */
export function cookieOf(reply: Reply): string {
  return reply.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

async function writeDist(): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), 'nowait-dist-'))
  await mkdir(join(dist, 'assets'))
  await mkdir(join(dist, 'goods'))
  await mkdir(join(dist, '.vite'))
  const routes = [
    { path: '/', chunks: ['/assets/home-1.js'], data: '/api/pages/home', member: false },
    { path: '/orders/:id', chunks: ['/assets/order-1.js'], data: '/api/pages/order/:id', member: true },
    { path: '*', chunks: ['/assets/not-found-1.js'], data: null, member: false },
  ]
  const files = {
    'index.html': '<!doctype html><title>shop</title>',
    'index.html.br': 'index in brotli',
    'assets/app-1.js': 'export const a = 1',
    'assets/app-1.js.br': 'app in brotli',
    'assets/app-1.js.gz': 'app in gzip',
    'assets/app-1.js.map': '{}',
    'goods/mug.svg': '<svg/>',
    'routes.json': JSON.stringify(routes),
    '.vite/manifest.json': '{}',
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(dist, name), content)
  return dist
}
