import type { Database } from '@nowait/chassis/database'
import { listGroups } from '@nowait/chassis/events/groups'
import { listParkedOwners } from './parked.ts'
import { repeat } from '@nowait/chassis/repeat'
import { announce } from './store.ts'
import { group } from './subscriptions.ts'

const everyMs = 500

/** An event that waits longer than this makes the pages too old to be shown. */
export const mostBehindSeconds = 3

export interface Lag {
  /** Whether all pages are too far behind the logs to be shown, or that cannot be told. */
  behind(): boolean
  /** Whether an event of this member is parked: his page lacks it. */
  lacks(member: string): boolean
  stop(): Promise<void>
}

/**
 * Watches how far the pages are behind, and whose lack an event that is parked. Who keeps such a page is told that it is
 * not what it was.
 */
export function watchLag(database: Database): Lag {
  let behind = false
  let lacking: ReadonlySet<string> = new Set()

  async function look(): Promise<void> {
    const states = (await listGroups(database.sql)).filter((state) => state.group === group)
    const parked = states.some((state) => state.parked > 0) ? await listParkedOwners(database.sql) : []
    // Of an event that names nobody, or of very many, it cannot be told whose pages lack them.
    behind = parked === undefined || states.some(({ lagSeconds }) => lagSeconds > mostBehindSeconds)
    const before = lacking
    lacking = new Set(parked)
    const fresh = [...lacking].filter((member) => !before.has(member))
    if (fresh.length > 0) await announce(database.sql, ...fresh)
  }

  const { stop } = repeat(everyMs, look, () => void (behind = true))
  return { behind: () => behind, lacks: (member) => lacking.has(member), stop }
}
