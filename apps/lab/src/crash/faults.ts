import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '@nowait/chassis/testing/eventually'
import { choose, longestMs, patient, send, slotsOf, type Strike } from './aim.ts'
import { endWhileHeld } from './held.ts'
import type { Fault, Victim } from './points.ts'
import { areOver, type Claimed, readClaimed, readTakenOver } from './read.ts'

/** The default of the chassis, ms. */
const leaseMs = 1_500
/** More than any recovery may take: what is not finished then is judged in the end. */
const givenUpMs = 15_000

/** Lets one fault happen under load; gives how long each job that was held by then took until its end, ms. */
export async function strike(fault: Fault, on: Strike): Promise<number[]> {
  await underLoad(on)
  if (fault.kind === 'kill') return kill(fault, on)
  if (fault.kind === 'sleep') return putToSleep(fault.at, on)
  if (fault.kind === 'postgres') return restartPostgres(fault.how, on)
  if (fault.kind === 'kafka') await restartKafka(fault.how, on)
  else await endWhileHeld(fault.how, on)
  return []
}

/** The writers write and what they wrote takes effect. */
async function underLoad(on: Strike): Promise<void> {
  const { fleet, database } = on
  // One that took over the lead may have come by before it was called back.
  for (const slot of slotsOf('any', on)) if (slot.current.isOver()) await slot.follow()
  const before = fleet.acknowledged.size
  await eventually(() => fleet.acknowledged.size > before + 2, patient)
  await eventually(
    async () => (await database.owner.sql`select from outside.effect limit 1`).length > 0,
    patient,
  )
}

async function kill({ who, at }: Extract<Fault, { kind: 'kill' }>, on: Strike): Promise<number[]> {
  const { victim, killedAt } = await (at ? killAt(at, who, on) : killSometime(who, on))
  await victim.current.ended
  const claimed = await readClaimed(on.database.owner)
  await victim.follow()
  return on.fleet.workers.includes(victim) ? recovered(claimed, killedAt, on) : []
}

async function killSometime(who: Victim, on: Strike) {
  const victim = choose(slotsOf(who, on), on)
  await pause(on.random() * longestMs)
  const killedAt = Date.now()
  victim.current.signal('SIGKILL')
  return { victim, killedAt }
}

/** Who leads is not known from outside: all are sent there, and the others called back. */
async function killAt(at: string, who: Victim, on: Strike) {
  const slots = who === 'leader' ? slotsOf(who, on) : [choose(slotsOf(who, on), on)]
  const sent = slots.map(async (victim) => {
    const killedAt = await send(victim.current, { point: at, how: 'SIGKILL' }, on)
    return { victim, killedAt }
  })
  const killed = await Promise.race(sent)
  for (const victim of slots) if (victim !== killed.victim) victim.current.command('forget')
  return killed
}

async function putToSleep(at: string, on: Strike): Promise<number[]> {
  const { current } = choose(on.fleet.workers, on)
  const sleptAt = await send(current, { point: at, how: 'SIGSTOP' }, on)
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

async function restartKafka(how: 'stop' | 'kill', { site, random }: Strike): Promise<void> {
  await pause(random() * longestMs)
  await site.restartKafka!(how)
}

/** Waits until all of them are finished, or for so long that they never will be. */
async function recovered(claimed: Claimed[], since: number, { database }: Strike): Promise<number[]> {
  await eventually(() => areOver(database.owner, claimed), { withinMs: givenUpMs }).catch(() => {})
  const ended = await readTakenOver(database.owner, claimed)
  return ended.map(({ endedAt }) => Math.max(0, Math.round(endedAt - since)))
}
