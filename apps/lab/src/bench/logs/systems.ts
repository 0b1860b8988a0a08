import type { Place } from '../place.ts'
import type { LogSystem } from './log-system.ts'
import { openOurs } from './ours.ts'
import { advisoryLock, naive, xid8 } from './peers.ts'

const peers = { 'naive reader': naive, 'xid8 reader': xid8, 'advisory-lock log': advisoryLock }
export type PeerName = keyof typeof peers
export type LogSystems = Record<'ours' | PeerName, LogSystem>

export const peerNames = Object.keys(peers) as PeerName[]
export const openLogs = (place: Place): LogSystems => ({ ours: openOurs(place), ...peers })

/** For rows that are not judged. */
export const shown = { floor: null, stretch: null }

/** Empties the log, lets run what has to, and stops it. */
export async function running<T>(system: LogSystem, { database }: Place, run: () => Promise<T>): Promise<T> {
  await system.clear(database.sql)
  const beside = system.run?.()
  try {
    return await run()
  } finally {
    await beside?.stop()
  }
}
