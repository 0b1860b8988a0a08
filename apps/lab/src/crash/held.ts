import { setTimeout as pause } from 'node:timers/promises'
import { operatorState } from '@nowait/chassis/dispatch/operator-state'
import { eventually } from '@nowait/chassis/testing/eventually'
import { choose, longestMs, patient, send, type Strike } from './aim.ts'

/**
 * What one writer has accepted is kept in its memory, by an outside that refuses or by holding the writer before it
 * produces; then that writer ends and has handed over nothing of it.
 */
export async function endWhileHeld(how: 'kill' | 'stop', on: Strike): Promise<void> {
  const { receiver, writers } = on.fleet
  const victim = choose(writers, on)
  const { current } = victim
  if (on.mode === 'thread') receiver.command('refuse')
  else await send(current, { point: 'before-produce', how: 'hold' }, on)
  await pause(longestMs)
  current.command('rest')
  await current.said('rests')
  await eventually(() => isWrittenDown(victim.name, on), patient)
  if (how === 'stop') {
    current.command('stop')
    await current.said('stopped')
  }
  current.signal('SIGKILL')
  await current.ended
  receiver.command('accept')
  await victim.follow()
}

/** What a process writes down of itself every second is all it has accepted, and what of it has left its memory. */
async function isWrittenDown(name: string, { fleet, database, mode }: Strike): Promise<boolean> {
  const { processes } = await operatorState(database.lab.sql)
  const counts = processes.find((each) => each.name === name)?.integrations.deliver
  if (!counts) return false
  const accepted = [...fleet.acknowledged].filter((id) => id.startsWith(`${name}-`)).length
  if (mode !== 'thread') return counts.accepted === accepted
  const [{ done }] = await database.owner.sql<[{ done: number }]>`
    select count(*) as done from outside.effect where operation like ${`${name}-%`}`
  return counts.accepted === accepted && counts.done === done
}
