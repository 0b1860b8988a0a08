import type { AuditEntry } from '@nowait/contract/operations'
import type { Sql } from '../session.ts'
import { hidePrivate } from './hidden.ts'

interface Row {
  at: Date
  actor: string
  action: string
  target: string
  detail: Record<string, unknown>
}

/** What operators did to jobs, modes and consumer groups, newest first. Of many jobs the first ids are named. */
export async function listAudit(sql: Sql, { size }: { size: number }): Promise<AuditEntry[]> {
  const rows = await sql<Row[]>`
    (select at, actor, verb as action, array_to_string(jobs[1:10], ', ') as target,
      detail || jsonb_build_object('jobs', cardinality(jobs)) as detail
    from job_audit order by id desc limit ${size})
    union all
    (select at, actor, action, target, detail from operation_audit order by id desc limit ${size})
    order by at desc limit ${size}`
  return rows.map(({ at, detail, ...row }) => ({
    ...row,
    at: at.toISOString(),
    detail: hidePrivate(detail) as Record<string, unknown>,
  }))
}
