import { Failure } from './failure.ts'
import { connect } from './postgres-ask.ts'

/** Held as long as a stack runs on its embedded database. */
export type RunningLock = { release(): Promise<void> }

const lockKey = 7_420_001
const title = 'nowait stack'

/**
 * Takes the session lock that says "a stack runs on this data", and takes it again when the connection was lost.
 * A killed stack lets go of it by itself. @throws Failure that names the stack that holds it.
 */
export async function takeRunningLock(ownerUrl: string, address: string): Promise<RunningLock> {
  const sql = connect(ownerUrl, `${title} ${process.pid} ${address}`)
  const take = async () => {
    const [row] = await sql<{ held: boolean }[]>`
      select case when exists (select from pg_locks where locktype = 'advisory' and objid = ${lockKey} and pid = pg_backend_pid())
        then true else pg_try_advisory_lock(${lockKey}) end as held`
    return row?.held === true
  }
  if (!(await take())) {
    const others = await sql<{ name: string }[]>`
      select application_name as name from pg_stat_activity
      where application_name like ${`${title} %`} and pid <> pg_backend_pid()`
    await sql.end({ timeout: 1 })
    throw new Failure(runningAlready(others[0]?.name))
  }
  const again = setInterval(() => void take().catch(() => {}), 2000).unref()
  return {
    async release() {
      clearInterval(again)
      await sql.end({ timeout: 1 })
    },
  }
}

function runningAlready(name: string | undefined): string {
  const [pid, address] = (name ?? '').replace(title, '').trim().split(' ')
  const who = pid ? ` (process ${pid}, ${address})` : ''
  return (
    `Nowait already runs on this data folder${who}.\n` +
    'Stop it first, or start another one beside it: NOWAIT_DATA_DIR=.data2 PORT=3001 npm start'
  )
}
