import type { GuardedProcess, Guards } from '@nowait/contract/guards'
import { silentMs } from '../dispatch/described.ts'
import { lately, listForces } from '../guard/forces.ts'
import type { ProcessView } from '../guard/process-view.ts'
import type { Sql } from '../session.ts'

interface Row {
  process: string
  name: string
  startedAt: Date
  seenAt: Date
  state: GuardedProcess['state']
  view: ProcessView
}

/** More processes than this would be no page any more. */
const most = 32

/** What the processes of this schema last said of their guards, and what operators force on them. */
export async function readGuards(sql: Sql): Promise<Guards> {
  const [[{ at }], rows, forces] = await Promise.all([
    sql<[{ at: Date }]>`select now() as at`,
    sql<Row[]>`
      select process, name, started_at as "startedAt", seen_at as "seenAt", state as view,
        case
          when stopped then 'stopped'
          when seen_at < now() - make_interval(secs => ${silentMs / 1_000}) then 'gone'
          else 'running'
        end as state
      from guard_state where ${lately(sql)} order by seen_at desc limit ${most}`,
    listForces(sql),
  ])
  const processes = rows.map(({ view, startedAt, seenAt, ...row }) => ({
    ...row,
    ...view,
    startedAt: startedAt.toISOString(),
    seenAt: seenAt.toISOString(),
  }))
  return {
    at: at.toISOString(),
    processes: processes.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)),
    forces,
  }
}
