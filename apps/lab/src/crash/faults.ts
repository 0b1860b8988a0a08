import { setTimeout as pause } from 'node:timers/promises'
import { operatorState } from '@nowait/chassis/dispatch/operator-state'
import { eventually } from '@nowait/chassis/testing/eventually'
import type { Child } from './child.ts'
import type { Fleet, Slot } from './fleet.ts'
import type { Fault } from './points.ts'
import { areOver, type Claimed, readClaimed, readTakenOver } from './read.ts'
import type { RowDatabase, Site } from './site.ts'

/** The default of the chassis, ms. */
export const leaseMs = 2_000
/** For a process to come by the point it is sent to. */
const patient = { withinMs: 30_000 }
/** More than any recovery may take: what is not finished then is judged in the end. */
const givenUpMs = 15_000
const mostHits = 4
const longestMs = 300

export interface Strike {
  fleet: Fleet
  database: RowDatabase
  site: Site
  random: () => number
  /** A bug was planted in the first process of each kind: that one is struck. */
  planted: boolean
}

/** Lets one fault happen under load; gives how long each job that was held by then took until its end, ms. */
export async function strike(fault: Fault, on: Strike): Promise<number[]> {
  await underLoad(on)
  if (fault.kind === 'kill') return kill(fault, on)
  if (fault.kind === 'sleep') return putToSleep(fault.at, on)
  if (fault.kind === 'postgres') return restartPostgres(fault.how, on)
  await endWhileHeld(fault.how, on)
  return []
}

/** The writers write and what they wrote takes effect. */
async function underLoad({ fleet, database }: Strike): Promise<void> {
  const before = fleet.acknowledged.size
  await eventually(() => fleet.acknowledged.size > before + 2, patient)
  await eventually(
    async () => (await database.owner.sql`select from outside.effect limit 1`).length > 0,
    patient,
  )
}

async function kill({ who, at }: Extract<Fault, { kind: 'kill' }>, on: Strike): Promise<number[]> {
  const victim = choose(who === 'worker' ? on.fleet.workers : on.fleet.writers, on)
  const { current } = victim
  let killedAt: number
  if (at) {
    killedAt = await send(current, { point: at, signal: 'SIGKILL' }, on)
  } else {
    await pause(on.random() * longestMs)
    killedAt = Date.now()
    current.signal('SIGKILL')
  }
  await current.ended
  const claimed = await readClaimed(on.database.owner)
  await victim.follow()
  return who === 'worker' ? recovered(claimed, killedAt, on) : []
}

async function putToSleep(at: string, on: Strike): Promise<number[]> {
  const { current } = choose(on.fleet.workers, on)
  const sleptAt = await send(current, { point: at, signal: 'SIGSTOP' }, on)
  const claimed = await readClaimed(on.database.owner)
  await pause(3 * leaseMs)
  current.signal('SIGCONT')
  return recovered(claimed, sleptAt, on)
}

async function restartPostgres(
  how: Extract<Fault, { kind: 'postgres' }>['how'],
  on: Strike,
): Promise<number[]> {
  await pause(on.random() * longestMs)
  const claimed = await readClaimed(on.database.owner)
  await on.site.server.restart(how)
  const upAt = Date.now()
  await eventually(() => on.database.owner.ping(), patient)
  return recovered(claimed, upAt, on)
}

/**
 * The outside refuses everything for a while, so that what one writer has accepted stays in its memory; then that writer
 * ends and has carried out nothing of it.
 */
async function endWhileHeld(how: 'kill' | 'stop', on: Strike): Promise<void> {
  const { receiver, writers } = on.fleet
  const victim = choose(writers, on)
  receiver.command('refuse')
  await pause(longestMs)
  victim.current.command('rest')
  await victim.current.said('rests')
  await eventually(() => isWrittenDown(victim.name, on), patient)
  if (how === 'stop') {
    victim.current.command('stop')
    await victim.current.said('stopped')
  }
  victim.current.signal('SIGKILL')
  await victim.current.ended
  receiver.command('accept')
  await victim.follow()
}

/** What a process writes down of itself every second is what it has done. */
async function isWrittenDown(name: string, { fleet, database }: Strike): Promise<boolean> {
  const { processes } = await operatorState(database.lab.sql)
  const counts = processes.find((each) => each.name === name)?.integrations.deliver
  const [{ done }] = await database.owner.sql<[{ done: number }]>`
    select count(*) as done from outside.effect where operation like ${`${name}-%`}`
  const accepted = [...fleet.acknowledged].filter((id) => id.startsWith(`${name}-`)).length
  return counts?.accepted === accepted && counts.done === done
}

/** Waits until all of them are finished, or for so long that they never will be. */
async function recovered(claimed: Claimed[], since: number, { database }: Strike): Promise<number[]> {
  await eventually(() => areOver(database.owner, claimed), { withinMs: givenUpMs }).catch(() => {})
  const ended = await readTakenOver(database.owner, claimed)
  return ended.map(({ endedAt }) => Math.max(0, Math.round(endedAt - since)))
}

async function send(
  child: Child,
  order: { point: string; signal: 'SIGKILL' | 'SIGSTOP' },
  { random }: Strike,
): Promise<number> {
  const hits = order.point === 'before-claim' ? 1 : 1 + Math.floor(random() * mostHits)
  child.command('order', { ...order, hits })
  const late = pause(patient.withinMs, undefined, { ref: false }).then(() => {
    throw new Error(`The process did not come by ${order.point}`)
  })
  return Number(await Promise.race([child.said('reached'), late]))
}

const choose = (slots: Slot[], { random, planted }: Strike): Slot =>
  slots[planted ? 0 : Math.floor(random() * slots.length)]!
