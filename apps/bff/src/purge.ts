import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { repeat, type Repeating } from '@nowait/chassis/repeat'
import { liveStore } from './live/store.ts'
import { purgeAccrued } from './login-points/store.ts'
import { notificationStore } from './notifications/store.ts'
import type { Sessions } from './sessions/sessions.ts'

const everyMs = 10 * 60_000
const liveKeptMinutes = 60
const notificationsKeptDays = 180
const loginPointsKeptDays = 30

/** Removes what nobody asks for any more, in batches so small that nobody waits for one. */
export async function purgeOnce(database: Database, sessions: Sessions): Promise<void> {
  const batches = [
    () => sessions.purge(),
    () => liveStore(database).purge(liveKeptMinutes),
    () => notificationStore(database).purge(notificationsKeptDays),
    () => purgeAccrued(database.sql, loginPointsKeptDays),
  ]
  for (const batch of batches) while ((await batch()) > 0);
}

export const startPurge = ({
  database,
  sessions,
  log,
}: {
  database: Database
  sessions: Sessions
  log: Log
}): Repeating =>
  repeat(
    everyMs,
    () => purgeOnce(database, sessions),
    (error) => log.error({ err: error }, 'old rows could not be removed'),
  )
