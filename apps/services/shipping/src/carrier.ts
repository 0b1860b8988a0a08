import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { deliverySteps, type DeliveryStep, type Shipment } from '@nowait/contract/shipping'
import { moveShipment } from './shipment.ts'
import { lockDue, updateShipment } from './store.ts'

const batch = 50

/** Where a parcel goes next; nowhere once it has arrived or was stopped. */
export function nextStep(state: Shipment['state']): DeliveryStep | undefined {
  return state === 'stopped' ? undefined : deliverySteps[deliverySteps.indexOf(state) + 1]
}

/** Moves shipments that have rested for `stepMs` one step on, at most 50; gives how many. Any number of processes may do it at once. */
export function moveDue(database: Database, stepMs: number): Promise<number> {
  return database.transaction(async (tx) => {
    const due = await lockDue(tx, { stepMs, limit: batch })
    for (const { shipment, at } of due) {
      const step = nextStep(shipment.state)
      const moved = step && moveShipment(shipment, { step, at })
      if (moved) await updateShipment(tx, moved)
    }
    return due.length
  })
}

/** Plays the carrier: every parcel takes its next step `stepMs` after the last one. 0 leaves it to real updates. */
export function startCarrier(options: { database: Database; stepMs: number; log: Log }) {
  const stopping = new AbortController()
  const running = options.stepMs > 0 ? drive(options, stopping.signal) : Promise.resolve()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function drive(
  { database, stepMs, log }: { database: Database; stepMs: number; log: Log },
  signal: AbortSignal,
): Promise<void> {
  const restMs = Math.min(1_000, stepMs / 4)
  while (!signal.aborted) {
    const moved = await moveDue(database, stepMs).catch((error: unknown) => {
      log.error({ err: error }, 'the carrier could not move parcels')
      return 0
    })
    if (moved < batch) await pause(restMs, undefined, { signal }).catch(() => undefined)
  }
}
