import type { Sql } from '@nowait/chassis/database'
import { setTimeout as pause } from 'node:timers/promises'
import { sharedMs } from '../clock.ts'
import type { LogSystem, Place, ReadEvent } from './log-system.ts'

export interface Read extends ReadEvent {
  /** ms of the shared clock. */
  at: number
}

const everyMs = 5
/** So long nothing new: then all that will ever be read has been. */
const quietMs = 500

/** Reads a log as it grows; `stop` gives all that was read, in that order, once nothing more comes. */
export function readOn(system: LogSystem, sql: Sql): { stop(): Promise<Read[]> } {
  const read: Read[] = []
  let place: Place | undefined
  const state = { stopping: false }

  async function run(): Promise<Read[]> {
    let changedAt = performance.now()
    while (!state.stopping || performance.now() - changedAt < quietMs) {
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
    stop() {
      state.stopping = true
      return running
    },
  }
}
