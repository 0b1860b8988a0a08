import type { Operations } from '@nowait/contract/operations'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import type { PartView } from '../../lib/use-page.ts'
import { Figure } from './figure.tsx'
import { Section } from '../../components/section.tsx'
import { Nothing } from './words.tsx'
import { OpsTable } from './ops-table.tsx'

/** How far the pages are behind each log, in events and seconds. */
export function RebuildLag({ view }: { view: PartView<Operations> }) {
  const t = useMessages()
  const format = useFormat()
  const rows = 'data' in view ? view.data.groups : []
  return (
    <Section title={t.rebuild.lag} hint={t.rebuild.lagHint}>
      {view.state === 'pending' ? (
        <Skeleton className="h-36 w-full" />
      ) : rows.length === 0 ? (
        <Nothing>{'data' in view ? t.ops.noGroups : t.ops.serviceAway(t.ops.services.mypage)}</Nothing>
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
    </Section>
  )
}
