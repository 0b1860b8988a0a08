import type { NamedAuditEntry, OperatedService } from '@nowait/contract/ops'
import { useQuery } from '@tanstack/react-query'
import { FailedQuery } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { auditQuery } from './ops-api.ts'
import { Section } from '../../components/section.tsx'
import { Nothing } from './words.tsx'
import { OpsTable, RowName } from './ops-table.tsx'

interface Row extends NamedAuditEntry {
  service: OperatedService
}

/** Who did what, in every service that answers. */
export function Audit({ services }: { services: readonly OperatedService[] }) {
  const t = useMessages()
  const query = useQuery({
    ...auditQuery(services),
    enabled: services.length > 0,
    placeholderData: (before) => before,
  })
  const { data, error } = query
  return (
    <Section title={t.ops.audit}>
      {data ? (
        data.length === 0 ? (
          <Nothing>{t.ops.noAudit}</Nothing>
        ) : (
          <Table rows={data} />
        )
      ) : error ? (
        <FailedQuery query={query} />
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </Section>
  )
}

function Table({ rows }: { rows: readonly Row[] }) {
  const t = useMessages()
  const format = useFormat()
  return (
    <OpsTable
      label={t.ops.audit}
      rows={rows}
      keyOf={({ service, at, action, target }) => `${service} ${at} ${action} ${target}`}
      columns={{
        action: { name: t.ops.action },
        target: { name: t.ops.target, isWide: true },
        detail: { name: t.ops.details },
        actor: { name: t.ops.actor },
        at: { name: t.ops.at, isFigure: true },
      }}
      cells={({ action, service, target, detail, actorName, actor, at }) => ({
        action: <RowName service={t.ops.services[service]}>{t.ops.actions[action] ?? action}</RowName>,
        target,
        detail: inWords(detail),
        actor: actorName ?? actor,
        at: format.moment(at),
      })}
    />
  )
}

function inWords(detail: Record<string, unknown>): string {
  const said = Object.entries(detail).filter(([, value]) => value !== null)
  return said.map(([name, value]) => `${name}: ${String(value)}`).join(', ') || '–'
}
