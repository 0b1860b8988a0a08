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
    // Publishing locks one aggregate after the other: everybody does so in the order of their ids.
    due.sort((a, b) => (a.shipment.orderId < b.shipment.orderId ? -1 : 1))
    for (const { shipment, at } of due) {
      const step = nextStep(shipment.state)
      const moved = step && moveShipment(shipment, { step, at })
      if (moved) await updateShipment(tx, moved)
    }
    return due.length
  })
}

interface Options {
  database: Database
  /** ms a parcel rests between two steps. */
  stepMs: number
  log: Log
}

/** Plays the carrier: every parcel takes its next step `stepMs` after the last one. 0 leaves it to real updates. */
export function startCarrier(options: Options): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = options.stepMs > 0 ? drive(options, stopping.signal) : Promise.resolve()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function drive({ database, stepMs, log }: Options, signal: AbortSignal): Promise<void> {
  const restMs = Math.max(20, Math.min(1_000, stepMs / 4))
  let failing = false
  while (!signal.aborted) {
    let moved = 0
    try {
      moved = await moveDue(database, stepMs)
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'the carrier is interrupted, trying again')
      failing = true
    }
    if (moved < batch) await pause(restMs, undefined, { signal }).catch(() => undefined)
  }
}
