import type { BlockedKey } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Section } from '../../components/section.tsx'
import { OpsTable, RowName } from './ops-table.tsx'
import type { Seen } from './use-operations.ts'

interface Row extends BlockedKey {
  service: OperatedService
}

/** Keys that stand still behind a dead job; nothing where there is none. */
export function BlockedKeys({ seen }: { seen: readonly Seen[] }) {
  const t = useMessages()
  const format = useFormat()
  const rows: Row[] = seen.flatMap(({ service, operations }) =>
    operations.blocked.map((key) => ({ ...key, service })),
  )
  if (rows.length === 0) return null
  return (
    <Section title={t.ops.blockedTitle} hint={t.ops.blockedHint}>
      <OpsTable
        label={t.ops.blockedTitle}
        rows={rows}
        keyOf={({ service, job }) => `${service} ${job}`}
        columns={{
          key: { name: t.ops.key },
          job: { name: t.ops.blockedBy },
          error: { name: t.ops.lastError, isWide: true },
          waiting: { name: t.ops.behind, isFigure: true },
        }}
        cells={({ service, queue, key, job, lastError, waiting }) => ({
          key: <RowName service={`${t.ops.services[service]} · ${queue}`}>{key}</RowName>,
          job: t.ops.jobNumber(job),
          error: lastError,
          waiting: format.number(waiting),
        })}
      />
    </Section>
  )
}
