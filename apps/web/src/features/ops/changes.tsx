import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Section } from '../../components/section.tsx'
import { Nothing } from './words.tsx'
import { OpsTable, RowName } from './ops-table.tsx'
import { changesOf, type Seen, type SeenChange } from './circuits.ts'

const most = 30

/** What happened to circuits, newest first. */
export function Changes({ seen }: { seen: readonly Seen[] }) {
  const { guards: t } = useMessages()
  const rows = changesOf(seen, most)
  return (
    <Section title={t.changes}>
      {rows.length === 0 ? <Nothing>{t.noChanges}</Nothing> : <Table rows={rows} />}
    </Section>
  )
}

function Table({ rows }: { rows: readonly SeenChange[] }) {
  const { guards: t, ops } = useMessages()
  const format = useFormat()
  return (
    <OpsTable
      label={t.changes}
      rows={rows}
      keyOf={({ process, guard, at, from, to }) => `${process} ${guard} ${at} ${from} ${to}`}
      columns={{
        call: { name: t.call },
        change: { name: t.change, isWide: true },
        cause: { name: t.cause },
        process: { name: t.process },
        at: { name: t.at, isFigure: true },
      }}
      cells={({ service, guard, process, at, from, to, cause }) => ({
        call: <RowName service={ops.services[service]}>{guard}</RowName>,
        change: t.fromTo(t.phases[from], t.phases[to]),
        cause: t.causes[cause],
        process,
        at: format.clock(at),
      })}
    />
  )
}
