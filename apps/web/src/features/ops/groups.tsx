import type { OperatedGroup } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { Button } from '../../components/button.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Figure } from './figure.tsx'
import { Section } from '../../components/section.tsx'
import { CommandTrouble, Nothing } from './words.tsx'
import { opsApi } from './ops-api.ts'
import { OpsTable, RowName } from './ops-table.tsx'
import { useCommand, useOpsTrouble } from './use-command.ts'
import type { Seen } from './use-operations.ts'

interface Row extends OperatedGroup {
  service: OperatedService
}

/** Who follows whose events, and how far behind. */
export function Groups({ seen }: { seen: readonly Seen[] }) {
  const t = useMessages()
  const rows: Row[] = seen.flatMap(({ service, operations }) =>
    operations.groups.map((group) => ({ ...group, service })),
  )
  return (
    <Section title={t.ops.groups}>
      {rows.length === 0 ? <Nothing>{t.ops.noGroups}</Nothing> : <Table rows={rows} />}
    </Section>
  )
}

function Table({ rows }: { rows: readonly Row[] }) {
  const t = useMessages()
  const format = useFormat()
  return (
    <OpsTable
      label={t.ops.groups}
      rows={rows}
      keyOf={({ service, group, source }) => `${service} ${group} ${source}`}
      columns={{
        group: { name: t.ops.group },
        source: { name: t.ops.source },
        transport: { name: t.ops.transport },
        position: { name: t.ops.position, isFigure: true },
        lag: { name: t.ops.lag, isFigure: true },
        parked: { name: t.ops.parked, isFigure: true },
        state: { name: t.ops.state },
        command: { name: t.ops.command, isCommand: true },
      }}
      cells={(row) => ({
        group: <RowName service={t.ops.services[row.service]}>{row.group}</RowName>,
        source: row.source,
        transport: t.ops.transports[row.transport] ?? row.transport,
        position: format.number(row.position),
        lag: <Lag {...row} />,
        parked: <Figure value={row.parked} tone="failed" />,
        state: (
          <StatusBadge tone={row.paused ? 'late' : 'done'}>
            {row.paused ? t.ops.paused : t.ops.active}
          </StatusBadge>
        ),
        command: <PauseButton {...row} />,
      })}
    />
  )
}

function Lag({ lag, lagSeconds }: OperatedGroup) {
  const t = useMessages()
  const format = useFormat()
  if (lag === 0) return t.ops.noLag
  return t.ops.lagOf(format.number(lag), t.common.seconds(format.number(Math.round(lagSeconds))))
}

function PauseButton({ service, group, source, paused }: Row) {
  const t = useMessages()
  const change = useCommand({
    run: () => opsApi.opsSetPaused({ params: { service, group }, body: { paused: !paused } }),
    done: () => (paused ? t.ops.groupResumed(group) : t.ops.groupPaused(group)),
  })
  const verb = paused ? t.ops.resume : t.ops.pause
  return (
    <>
      <Button
        look="quiet"
        aria-label={t.ops.ofGroup(verb, `${group} (${source})`)}
        isBusy={change.isPending}
        onClick={() => change.mutate()}
        className="min-w-24"
      >
        {verb}
      </Button>
      <CommandTrouble>{useOpsTrouble(change.error)}</CommandTrouble>
    </>
  )
}
