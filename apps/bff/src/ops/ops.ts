import type { Database } from '@nowait/chassis/database'
import type { bffApi } from '@nowait/contract/bff'
import { actorHeader } from '@nowait/contract/headers'
import type { Handlers } from '@nowait/contract/implement'
import type { opsRoutes } from '@nowait/contract/ops.routes'
import type { Caller } from '../access.ts'
import { relay } from '../relay.ts'
import { memberNames } from './member-names.ts'
import type { Operated } from './operated.ts'

/** The operator's commands, each on behalf of who is signed in; a command that has begun is finished. */
export function opsHandlers(
  operated: Operated,
  database: Database,
): Pick<Handlers<typeof bffApi, Caller>, keyof typeof opsRoutes> {
  const as = ({ session }: Caller) => ({ [actorHeader]: session.member.id })

  return {
    opsJobs: ({ params: { service }, query, signal }) =>
      relay('opsJobs', service, () => operated[service].listJobs({ query, signal })),
    opsJob: ({ params: { service, job }, signal }) =>
      relay('opsJob', service, () => operated[service].findJob({ params: { job }, signal })),
    opsRetryJob: ({ params: { service, job }, caller }) =>
      relay('opsRetryJob', service, () =>
        operated[service].retryJob({ params: { job }, headers: as(caller) }),
      ),
    opsDiscardJob: ({ params: { service, job }, caller }) =>
      relay('opsDiscardJob', service, () =>
        operated[service].discardJob({ params: { job }, headers: as(caller) }),
      ),
    opsRedrive: ({ params: { service }, body, caller }) =>
      relay('opsRedrive', service, () => operated[service].redriveJobs({ body, headers: as(caller) })),
    opsSetMode: ({ params: { service, integration }, body, caller }) =>
      relay('opsSetMode', service, () =>
        operated[service].setMode({ params: { integration }, body, headers: as(caller) }),
      ),
    opsSetPaused: ({ params: { service, group }, body, caller }) =>
      relay('opsSetPaused', service, () =>
        operated[service].setPaused({ params: { group }, body, headers: as(caller) }),
      ),
    opsForceGuard: ({ params: { service, guard }, body, caller }) =>
      relay('opsForceGuard', service, () =>
        operated[service].forceGuard({ params: { guard }, body, headers: as(caller) }),
      ),
    opsRebuild: ({ signal }) =>
      relay('opsRebuild', 'mypage', async () => {
        const { run, ...rest } = await operated.rebuild.readRebuild({ signal })
        if (!run) return { ...rest, run }
        const names = run.actor ? await memberNames(database, [{ actor: run.actor }]) : new Map()
        return { ...rest, run: { ...run, actorName: names.get(run.actor) ?? null } }
      }),
    opsStartRebuild: ({ body, caller }) =>
      relay('opsStartRebuild', 'mypage', () => operated.rebuild.startRebuild({ body, headers: as(caller) })),
    opsCancelRebuild: ({ caller }) =>
      relay('opsCancelRebuild', 'mypage', () => operated.rebuild.cancelRebuild({ headers: as(caller) })),
    opsAudit: ({ params: { service }, query, signal }) =>
      relay('opsAudit', service, async () => {
        const { items } = await operated[service].listAudit({ query, signal })
        const names = await memberNames(database, items)
        return { items: items.map((item) => ({ ...item, actorName: names.get(item.actor) ?? null })) }
      }),
  }
}
