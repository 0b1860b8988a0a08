import { z } from 'zod'
import { endpoint, stream } from './endpoint.ts'
import { ForceChoice, Guards } from './guards.ts'
import {
  AuditQuery,
  discardErrors,
  groupErrors,
  groupParams,
  guardErrors,
  guardParams,
  integrationParams,
  jobErrors,
  jobParams,
  JobQuery,
  ModeChoice,
  modeErrors,
  PausedChoice,
  Redriven,
  redriveErrors,
  RedriveFilter,
  retryErrors,
} from './operate.ts'
import { AuditEntry, OperatedJobDetail, OperatedJobList, Operations } from './operations.ts'
import { cancelRebuildErrors, Rebuild, RebuildRun, StartRebuild, startRebuildErrors } from './rebuild.ts'

/** The services an operator sees into. Point and push stand for outside services: one that shows nothing is null. */
export const operatedServices = ['bff', 'order', 'product', 'shipping', 'mypage', 'point', 'push'] as const
export const OperatedService = z.enum(operatedServices)
export type OperatedService = z.infer<typeof OperatedService>

const service = { service: OperatedService }
const ofService = z.object(service)
/** An entry of the audit, with the operator's name as the members' table has it. */
export const NamedAuditEntry = AuditEntry.extend({ actorName: z.string().nullable() }).meta({
  id: 'NamedAuditEntry',
})
export type NamedAuditEntry = z.infer<typeof NamedAuditEntry>

/** With the name of the operator who began it, as the members' table has it. */
export const NamedRebuild = Rebuild.extend({
  run: RebuildRun.extend({ actorName: z.string().nullable() }).meta({ id: 'NamedRebuildRun' }).nullable(),
}).meta({ id: 'NamedRebuild' })
export type NamedRebuild = z.infer<typeof NamedRebuild>

export const opsEndpoints = {
  opsPage: stream({
    summary: 'What each service is doing for later: integrations, queues, consumer groups',
    access: 'operator',
    polled: true,
    parts: {
      bff: Operations,
      order: Operations,
      product: Operations,
      shipping: Operations,
      mypage: Operations,
      point: Operations.nullable(),
      push: Operations.nullable(),
    },
  }),
  opsGuards: stream({
    summary:
      'Breakers, bulkheads, limiters, concurrency limits and event loop of all processes of each service',
    access: 'operator',
    polled: true,
    parts: {
      bff: Guards,
      order: Guards,
      product: Guards,
      shipping: Guards,
      mypage: Guards,
      point: Guards.nullable(),
      push: Guards.nullable(),
    },
  }),
  opsJobs: endpoint({
    summary: 'Jobs of a service in one state, newest first, without their payloads',
    access: 'operator',
    polled: true,
    params: ofService,
    query: JobQuery,
    response: OperatedJobList,
  }),
  opsJob: endpoint({
    summary: 'One job with its payload; secrets and personal data are replaced',
    access: 'operator',
    params: jobParams.extend(service),
    response: OperatedJobDetail,
    errors: jobErrors,
  }),
  opsRetryJob: endpoint({
    summary: 'Let a job that waits or is dead run now, with all its tries',
    access: 'operator',
    params: jobParams.extend(service),
    status: 204,
    errors: retryErrors,
  }),
  opsDiscardJob: endpoint({
    summary: 'Take a job out for good',
    access: 'operator',
    params: jobParams.extend(service),
    status: 204,
    errors: discardErrors,
  }),
  opsRedrive: endpoint({
    summary: 'Let dead jobs run again: those for which all that is given is true',
    access: 'operator',
    params: ofService,
    body: RedriveFilter,
    response: Redriven,
    errors: redriveErrors,
  }),
  opsSetMode: endpoint({
    summary: 'Choose how an integration is carried out; accepted work finishes under the mode that took it',
    access: 'operator',
    params: integrationParams.extend(service),
    body: ModeChoice,
    status: 204,
    errors: modeErrors,
  }),
  opsSetPaused: endpoint({
    summary: 'Pause or resume a consumer group, in all processes',
    access: 'operator',
    params: groupParams.extend(service),
    body: PausedChoice,
    status: 204,
    errors: groupErrors,
  }),
  opsForceGuard: endpoint({
    summary:
      'Hold the circuit breakers of one name open or closed for a while in all processes, or reset them',
    access: 'operator',
    params: guardParams.extend(service),
    body: ForceChoice,
    status: 204,
    errors: guardErrors,
  }),
  opsRebuild: endpoint({
    summary: 'Which copy My Page is read from, and how far its rebuild has come',
    access: 'operator',
    polled: true,
    response: NamedRebuild,
  }),
  opsStartRebuild: endpoint({
    summary: 'Make the pages of My Page anew, or compare them with what they would be',
    access: 'operator',
    body: StartRebuild,
    status: 204,
    errors: startRebuildErrors,
  }),
  opsCancelRebuild: endpoint({
    summary: 'End the rebuild between two steps; the next one goes on there',
    access: 'operator',
    status: 204,
    errors: cancelRebuildErrors,
  }),
  opsAudit: endpoint({
    summary: 'What operators did in a service, newest first',
    access: 'operator',
    polled: true,
    params: ofService,
    query: AuditQuery,
    response: z.object({ items: z.array(NamedAuditEntry) }),
  }),
}
