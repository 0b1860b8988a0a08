import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '@nowait/chassis/testing/eventually'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import { type Child, startChild } from '../crash/child.ts'
import { needsBroker } from '../crash/points.ts'
import type { RowDatabase, Site } from '../crash/site.ts'
import type { Effects } from './figures.ts'
import type { Send } from './load.ts'
import type { OutsideFault } from './processes/outside.ts'
import type { ShopInput } from './processes/shop.ts'
import { deadlineMs as longest, ownMs, places, workers } from './settings.ts'

/** A shop and the outside it tells of its orders, each a process, on a database of their own. */
export interface Arena {
  order: Send
  /** How long the outside takes from now on, ms. */
  take(externalMs: number): void
  /** Breaks the outside; it heals by itself. */
  break(fault: OutsideFault): void
  /** Lets the outside hold every call until this many are there, then lets all of them go. */
  fill(calls: number, run: () => Promise<unknown>): Promise<void>
  effects(): Promise<Effects>
  /** Waits until each of these has its effect. False when nothing more comes for `quietMs`. */
  untilDone(operations: string[], options?: { quietMs?: number }): Promise<boolean>
  /** Ends the shop without warning. */
  kill(): Promise<void>
  /** Starts it again. */
  restart(): Promise<void>
  close(): Promise<void>
}

const file = (name: string) => join(import.meta.dirname, `processes/${name}.ts`)

export async function openArena(
  site: Pick<Site, 'openRow' | 'brokers'>,
  mode: Mode,
  { deadlineMs = longest }: { deadlineMs?: number } = {},
): Promise<Arena> {
  const database = await site.openRow()
  const outside = startChild(file('outside'), {})
  const outsideUrl = `http://127.0.0.1:${await outside.said('listens')}`
  const topicPrefix = `lab.${crypto.randomUUID()}`
  const kafka = needsBroker(mode) ? { brokers: site.brokers, topicPrefix } : {}
  const startShop = () => openShop({ database, mode, outside: outsideUrl, kafka, deadlineMs })
  let shop = await startShop()

  const look = async () =>
    (await (await fetch(outsideUrl)).json()) as { held: number; effects: [string, number][] }

  const arena: Arena = {
    async order(operation) {
      const answer = await fetch(shop.url, { method: 'POST', body: operation })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`The shop answered ${answer.status}`)
    },
    take: (externalMs) => outside.command('take', externalMs),
    break: (fault) => outside.command('break', fault),
    async fill(calls, run) {
      outside.command('hold')
      await run()
      await eventually(async () => (await look()).held >= calls, { withinMs: 60_000 }).finally(() =>
        outside.command('release'),
      )
    },
    effects: async () => new Map((await look()).effects),
    async untilDone(operations, { quietMs = 5_000 } = {}) {
      let [before, changedAt] = [-1, performance.now()]
      for (;;) {
        const effects = await arena.effects()
        const left = operations.filter((operation) => !effects.has(operation)).length
        if (left === 0) return true
        if (left !== before) [before, changedAt] = [left, performance.now()]
        if (performance.now() - changedAt > quietMs) return false
        await pause(50)
      }
    },
    async kill() {
      shop.child.signal('SIGKILL')
      await shop.child.ended
    },
    restart: async () => void (shop = await startShop()),
    async close() {
      for (const child of [shop.child, outside]) child.signal('SIGKILL')
      await Promise.all([shop.child.ended, outside.ended])
      await database.drop()
    },
  }
  return arena
}

async function openShop({
  database,
  ...rest
}: { database: RowDatabase } & Pick<ShopInput, 'mode' | 'outside' | 'kafka' | 'deadlineMs'>): Promise<{
  child: Child
  url: string
}> {
  const input: ShopInput = { ...rest, url: database.urlOf('lab'), name: 'shop', workers, ownMs, places }
  const child = startChild(file('shop'), input)
  return { child, url: `http://127.0.0.1:${await child.said('listens')}` }
}
