import type { Dispatch } from '@nowait/chassis/dispatch/create-dispatch'
import type { Integrations } from '@nowait/chassis/dispatch/integration'
import { pointsOfTargets, pushOfTargets } from './clients.ts'
import { outward } from './plans.ts'
import { pointsSettled, pushSent } from './settled.ts'

const module = new URL('./targets.ts', import.meta.url).href

/** What this process lets happen outside without anybody waiting for it; of one order, one after the other. One word changes the mode. */
export const integrations = {
  /** What an order brings: promised with its confirmation, accrued with its delivery, revoked with its cancellation. */
  'purchase-points': {
    target: { module, export: 'settlePurchasePoints' },
    mode: 'database',
    deadlineMs: outward.points.plan.deadlineMs,
    restMs: () => pointsOfTargets().restMs(),
    // A point service that is away is asked every few seconds for most of a day; back again, nobody waits much longer.
    retry: { attempts: 20_000, baseMs: 250, capMs: 5_000 },
    concurrency: 10,
    mayBeLost: false,
    completed: pointsSettled,
  },
  /**
   * Tells the member's browsers of a cancellation; the notification in the shop is there whatever becomes of it. Not by
   * `thread`: that would spare a row in a transaction that writes several, and lose what is waiting with every
   * deployment, while a push service may be away for hours and a push is worth delivering for a day.
   */
  'cancel-push': {
    target: { module, export: 'pushCancellation' },
    mode: 'database',
    deadlineMs: outward.push.plan.deadlineMs,
    restMs: () => pushOfTargets().restMs(),
    retry: { attempts: 2_500, baseMs: 1_000, capMs: 60_000 },
    concurrency: 10,
    mayBeLost: true,
    completed: pushSent,
  },
} satisfies Integrations

export type OrderDispatch = Dispatch<keyof typeof integrations>
