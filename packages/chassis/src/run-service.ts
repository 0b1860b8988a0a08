import { Hono } from 'hono'
import type { Database } from './database.ts'
import { labFaults } from './faults/lab-faults.ts'
import { reportGuards } from './guard/report-guards.ts'
import type { Log } from './log.ts'
import { operateApp } from './operate/operate-app.ts'
import { protectProcess } from './overload/protection.ts'
import { serve } from './serve.ts'
import { type ReadyState, serviceApp, upOrDown } from './service.ts'
import { onStop, type StopOptions } from './stop.ts'

export interface RunServiceOptions {
  /** Also the name of its schema. */
  name: string
  config: { HOST: string; PORT: number; LAB: '0' | '1' }
  /** Its credential. */
  token: string
  database: Database
  log: Log
  api: Hono
  /** Whether operators look into it: its schema then has the tables of jobs, groups and guards. */
  operated: boolean
  /** What else operators may do here. */
  operate?: Hono
  /** What else has to be up before it is ready; its database always has to be. */
  ready?: () => ReadyState
  /** Ends, before the server stops, what would keep it waiting: open streams. */
  endStreams?: () => Promise<void>
  /** What it has opened besides, in the order in which that is to be closed; the database comes last. */
  closing?: StopOptions['steps']
}

/** Serves a service, protected from overload and seen by operators, until its process is asked to stop. */
export async function runService(options: RunServiceOptions): Promise<void> {
  const { name, config, token, database, log, api, operated, ready, endStreams, closing = [] } = options
  const operators = () => (options.operate ?? new Hono()).route('/', operateApp({ database, token, log }))
  const protection = protectProcess({ name, log })
  const app = serviceApp({
    api,
    ...(operated && { operate: operators() }),
    faults: await labFaults(config, { token, log }),
    log,
    protection,
    ready: async () => ({ database: await upOrDown(() => database.ping()), ...ready?.() }),
  })
  const guards = operated ? reportGuards({ database, log }) : undefined
  const server = await serve(app, { host: config.HOST, port: config.PORT, log })
  log.info({ url: server.url }, 'listening')
  onStop({
    log,
    steps: [
      () => endStreams?.(),
      () => server.stop(),
      () => protection.stop(),
      ...closing,
      () => guards?.stop(),
      () => database.close(),
    ],
  })
}
