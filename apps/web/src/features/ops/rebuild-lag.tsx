import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Figure } from './figure.tsx'
import { Nothing, OpsSection } from './ops-section.tsx'
import { OpsTable } from './ops-table.tsx'
import type { Seen } from './use-operations.ts'

/** How far the pages are behind each log, in events and seconds. */
export function RebuildLag({ seen }: { seen: Seen | undefined }) {
  const t = useMessages()
  const format = useFormat()
  const rows = seen?.operations.groups ?? []
  return (
    <OpsSection title={t.rebuild.lag} hint={t.rebuild.lagHint}>
      {rows.length === 0 ? (
        <Nothing>{seen ? t.ops.noGroups : t.ops.serviceAway(t.ops.services.mypage)}</Nothing>
      ) : (
        <OpsTable
          label={t.rebuild.lag}
          rows={rows}
          keyOf={({ group, source }) => `${group} ${source}`}
          columns={{
            source: { name: t.ops.source },
            position: { name: t.ops.position, isFigure: true },
            events: { name: t.rebuild.behind, isFigure: true },
            seconds: { name: t.rebuild.behindTime, isFigure: true },
            parked: { name: t.ops.parked, isFigure: true },
          }}
          cells={({ source, position, lag, lagSeconds, parked }) => ({
            source,
            position: format.number(position),
            events: <Figure value={lag} tone="late" />,
            seconds: t.common.seconds(lagSeconds.toFixed(1)),
            parked: <Figure value={parked} tone="failed" />,
          })}
        />
      )}
    </OpsSection>
  )
}
