import { setTimeout as pause } from 'node:timers/promises'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { Child } from './child.ts'
import type { Fleet, Slot } from './fleet.ts'
import type { Victim } from './points.ts'
import type { Order } from './processes/probe.ts'
import type { RowDatabase, Site } from './site.ts'

/** For whatever has to happen on a busy machine before a fault can. */
export const patient = { withinMs: 60_000 }
/** The longest pause before something is done at a moment that nobody chose, ms. */
export const longestMs = 300
const mostHits = 4

/** Where a fault happens. */
export interface Strike {
  mode: Mode
  fleet: Fleet
  database: RowDatabase
  site: Site
  random: () => number
  /** A bug was planted in the first process of each kind: that one is struck. */
  planted: boolean
}

/** Those that may be struck. */
export function slotsOf(who: Victim, { fleet: { writers, workers } }: Strike): Slot[] {
  if (who === 'writer') return writers
  if (who === 'worker') return workers
  return [...writers, ...workers]
}

/** One of them, which the seed chooses. */
export const choose = (slots: Slot[], { random, planted }: Strike): Slot =>
  slots[planted ? 0 : Math.floor(random() * slots.length)]!

/** Sends a process to a point, where it is ended, stopped or held; gives when it came there, Unix ms. */
export async function send(child: Child, order: Omit<Order, 'hits'>, { random }: Strike): Promise<number> {
  const hits = order.how === 'hold' ? 1 : 1 + Math.floor(random() * mostHits)
  child.command('order', { ...order, hits })
  const late = pause(patient.withinMs, undefined, { ref: false }).then(() => {
    throw new Error(`The process did not come by ${order.point}`)
  })
  return Number(await Promise.race([child.said('reached'), late]))
}
