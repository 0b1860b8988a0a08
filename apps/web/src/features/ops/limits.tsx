import type { OperatedLimit } from '@nowait/contract/guards'
import type { OperatedService } from '@nowait/contract/ops'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Section } from '../../components/section.tsx'
import { Nothing } from './words.tsx'
import { OpsTable, RowName } from './ops-table.tsx'
import { LoadLine } from './circuit-list.tsx'
import type { Seen } from './circuits.ts'

interface Row extends OperatedLimit {
  service: OperatedService
  process: string
}

/** How many requests each process lets in at once, and whom it turned away. */
export function Limits({ seen }: { seen: readonly Seen[] }) {
  const { guards: t } = useMessages()
  const rows: Row[] = seen.flatMap(({ service, guards: { processes } }) =>
    processes
      .filter(({ state }) => state === 'running')
      .flatMap(({ name: process, limits }) => limits.map((limit) => ({ ...limit, service, process }))),
  )
  return (
    <Section title={t.limits} hint={t.limitHint}>
      {rows.length === 0 ? <Nothing>{t.noLimits}</Nothing> : <Table rows={rows} />}
    </Section>
  )
}

function Table({ rows }: { rows: readonly Row[] }) {
  const { guards: t, ops } = useMessages()
  const { number } = useFormat()
  return (
    <OpsTable
      label={t.limits}
      rows={rows}
      keyOf={({ service, process, name }) => `${service} ${process} ${name}`}
      columns={{
        process: { name: t.process },
        limit: { name: t.limit, isFigure: true },
        usual: { name: t.usual, isFigure: true },
        shed: { name: t.shed, isWide: true },
        load: { name: t.load, isWide: true },
      }}
      cells={({ service, process, limit, inFlight, noLoadMs, shed, load }) => ({
        process: <RowName service={process}>{ops.services[service]}</RowName>,
        limit: t.runningOf(number(inFlight), number(limit)),
        usual:
          noLoadMs === null ? '–' : t.milliseconds(noLoadMs < 10 ? noLoadMs.toFixed(1) : number(noLoadMs)),
        shed: (['critical', 'normal', 'browsing'] as const)
          .map((priority) => t.shedOf[priority](number(shed[priority])))
          .join(' · '),
        load: <LoadLine {...load} />,
      })}
    />
  )
}
