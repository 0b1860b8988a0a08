import type { Sql } from '@nowait/chassis/database'
import { setTimeout as pause } from 'node:timers/promises'
import { sharedMs } from '../clock.ts'
import type { LogSystem, Place, ReadEvent } from './log-system.ts'

export interface Read extends ReadEvent {
  /** ms of the shared clock. */
  at: number
}

const everyMs = 5
/** So long nothing new: then what is missing will never come. */
const quietMs = 3_000

/** Reads a log as it grows; `stop` gives what was read, in that order, once it is so many or nothing more comes. */
export function readOn(system: LogSystem, sql: Sql): { stop(expected: number): Promise<Read[]> } {
  const read: Read[] = []
  let place: Place | undefined
  const state = { expected: Number.POSITIVE_INFINITY, stopping: false }

  async function run(): Promise<Read[]> {
    let changedAt = performance.now()
    const isOver = () =>
      state.stopping && (read.length >= state.expected || performance.now() - changedAt > quietMs)
    while (!isOver()) {
      const events = await system.read(sql, place)
      const at = sharedMs()
      for (const event of events) read.push({ ...event, at })
      place = events.at(-1)?.place ?? place
      if (events.length > 0) changedAt = performance.now()
      await pause(everyMs)
    }
    return read
  }

  const running = run()
  return {
    stop(expected) {
      Object.assign(state, { expected, stopping: true })
      return running
    },
  }
}
