import type { Database } from '@nowait/chassis/database'
import { listGroups } from '@nowait/chassis/events/groups'
import { repeat } from '@nowait/chassis/repeat'
import { group } from './subscriptions.ts'

const everyMs = 500

/** An event that waits longer than this makes the pages too old to be shown. */
export const mostBehindSeconds = 3

export interface Lag {
  /** Whether pages are too far behind the logs to be shown, or that cannot be told. */
  behind(): boolean
  stop(): Promise<void>
}

/** Watches how far the pages are behind; also by events that are parked, whose members' pages lack them. */
export function watchLag(database: Database): Lag {
  let behind = false

  async function look(): Promise<void> {
    const states = (await listGroups(database.sql)).filter((state) => state.group === group)
    behind = states.some(({ lagSeconds, parked }) => lagSeconds > mostBehindSeconds || parked > 0)
  }

  const { stop } = repeat(everyMs, look, () => void (behind = true))
  return { behind: () => behind, stop }
}
