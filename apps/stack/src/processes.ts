/**
 * One process of Nowait: what is started, what it calls, what it owns. Paths are relative to the clone.
 * A process with `migrations` has a schema and a database role of its own.
 */
export type ProcessSpec = {
  name: string
  entry: string
  /** The port when none is set by `<NAME>_PORT`; without one the system picks a free one. */
  port?: number
  /** The processes it may call: it gets their URL and credential. */
  calls: string[]
  /** What answers 200 once it can work. */
  ready: string
  migrations?: string
  /** What it dispatches by a mode that can be chosen: `MODE_LOGIN_POINTS` reaches the process that has `login-points`. */
  integrations?: string[]
  /** Settings of the operator that no other process is given. */
  secrets?: string[]
  /** Run with the process's environment on the embedded database: demo data, harmless when repeated. */
  seed?: string
}

/** The process the browser talks to. It is started on `PORT`. */
export const frontDoor = 'bff'

/** What `npm start` always starts. */
export const processes: ProcessSpec[] = [
  {
    name: 'product',
    entry: 'apps/services/product/src/main.ts',
    calls: ['order'],
    ready: '/ready',
    migrations: 'apps/services/product/migrations',
    seed: 'apps/services/product/src/seed.ts',
  },
  {
    name: 'order',
    entry: 'apps/services/order/src/main.ts',
    calls: ['product', 'point', 'push'],
    ready: '/ready',
    migrations: 'apps/services/order/migrations',
    integrations: ['purchase-points', 'cancel-push'],
  },
  {
    name: 'shipping',
    entry: 'apps/services/shipping/src/main.ts',
    calls: [],
    ready: '/ready',
    migrations: 'apps/services/shipping/migrations',
  },
  {
    name: 'point',
    entry: 'apps/services/point/src/main.ts',
    calls: [],
    ready: '/ready',
    migrations: 'apps/services/point/migrations',
  },
  {
    name: 'push',
    entry: 'apps/services/push/src/main.ts',
    calls: [],
    ready: '/ready',
    migrations: 'apps/services/push/migrations',
    secrets: ['VAPID_PRIVATE_KEY'],
  },
  {
    name: 'mypage',
    entry: 'apps/services/mypage/src/main.ts',
    calls: [],
    ready: '/ready',
    migrations: 'apps/services/mypage/migrations',
  },
  {
    name: 'bff',
    entry: 'apps/bff/src/main.ts',
    port: 3000,
    calls: ['order', 'product', 'shipping', 'point', 'push', 'mypage'],
    integrations: ['login-points', 'forget-browsers'],
    ready: '/api/ready',
    migrations: 'apps/bff/migrations',
    seed: 'apps/bff/src/seed.ts',
  },
]

/** Runs comparisons for operators. It takes what the machine can give, so it is started only where LAB=1 asks for it. */
const lab: ProcessSpec = { name: 'lab', entry: 'apps/lab/src/live/main.ts', calls: [], ready: '/ready' }

/** What is started with these settings. */
export function processesFor({ LAB }: { LAB?: string | undefined }): ProcessSpec[] {
  if (LAB !== '1') return processes
  const withLab = (spec: ProcessSpec) =>
    spec.name === frontDoor ? { ...spec, calls: [...spec.calls, lab.name] } : spec
  return [...processes.map(withLab), lab]
}
