import type { Dispatch } from '@nowait/chassis/dispatch/create-dispatch'
import type { Integrations } from '@nowait/chassis/dispatch/integration'
import { pointOfTargets, pushOfTargets } from './clients.ts'
import { loginPointsAccrued } from './login-points/login-points.ts'
import { outwardOfJobs } from './plans.ts'

const module = new URL('./targets.ts', import.meta.url).href

/** What this process lets happen outside without anybody waiting for it. One word changes the mode. */
export const integrations = {
  /** Points for the first sign-in of a day. The sign-in holds the session and this, or neither. */
  'login-points': {
    target: { module, export: 'accrueLoginPoints' },
    mode: 'database',
    deadlineMs: outwardOfJobs.point.plan.deadlineMs,
    restMs: () => pointOfTargets().guard?.restMs() ?? 0,
    // A point service that is away is asked every few seconds for most of a day; back again, nobody waits much longer.
    retry: { attempts: 20_000, baseMs: 250, capMs: 5_000 },
    // What a busy hour has left behind is done within seconds, and a call that hangs holds up few.
    concurrency: 10,
    mayBeLost: false,
    completed: loginPointsAccrued,
  },
  /** Ends the pushes to browsers that were signed out from elsewhere. Repeating it changes nothing. */
  'forget-browsers': {
    target: { module, export: 'forgetBrowsers' },
    mode: 'database',
    deadlineMs: outwardOfJobs.push.plan.deadlineMs,
    restMs: () => pushOfTargets().guard?.restMs() ?? 0,
    retry: { attempts: 20_000, baseMs: 250, capMs: 5_000 },
    mayBeLost: false,
  },
} satisfies Integrations

export type BffDispatch = Dispatch<keyof typeof integrations>
