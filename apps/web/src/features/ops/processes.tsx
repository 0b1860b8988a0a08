import type { GuardedProcess } from '@nowait/contract/guards'
import type { OperatedService } from '@nowait/contract/ops'
import { StatusBadge, type Tone } from '../../components/status-badge.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Section } from '../../components/section.tsx'
import { Nothing } from './words.tsx'
import { OpsTable, RowName } from './ops-table.tsx'
import type { Seen } from './circuits.ts'
import { Sparkline } from './sparkline.tsx'

interface Row extends GuardedProcess {
  service: OperatedService
}

const tones: Record<GuardedProcess['state'], Tone> = { running: 'done', stopped: 'plain', gone: 'failed' }

/** Every process that runs or ended a short while ago, and how late its event loop is. */
export function Processes({ seen }: { seen: readonly Seen[] }) {
  const { guards: t } = useMessages()
  const rows: Row[] = seen.flatMap(({ service, guards }) =>
    guards.processes.map((process) => ({ ...process, service })),
  )
  return (
    <Section title={t.processes}>
      {rows.length === 0 ? <Nothing>{t.noProcesses}</Nothing> : <Table rows={rows} />}
    </Section>
  )
}

function Table({ rows }: { rows: readonly Row[] }) {
  const { guards: t, ops } = useMessages()
  const format = useFormat()
  return (
    <OpsTable
      label={t.processes}
      rows={rows}
      keyOf={({ process }) => process}
      columns={{
        process: { name: t.process },
        state: { name: t.state },
        delay: { name: t.loopDelay, isFigure: true },
        load: { name: t.load, isWide: true },
        started: { name: t.started, isFigure: true },
        seen: { name: t.seen, isFigure: true },
      }}
      cells={({ service, name, state, loop, startedAt, seenAt }) => ({
        process: <RowName service={ops.services[service]}>{name}</RowName>,
        state: <StatusBadge tone={tones[state]}>{t.states[state]}</StatusBadge>,
        delay: <Delay loop={loop} />,
        load: loop && loop.history.length > 0 && (
          <Sparkline label={t.loopOf(format.number(Math.max(...loop.history)))} values={loop.history} />
        ),
        started: format.moment(startedAt),
        seen: format.clock(seenAt),
      })}
    />
  )
}

function Delay({ loop }: Pick<GuardedProcess, 'loop'>) {
  const { guards: t } = useMessages()
  if (!loop) return '–'
  return (
    <span className="inline-flex items-center gap-2">
      {loop.state === 'down' && <StatusBadge tone="failed">{t.late}</StatusBadge>}
      {t.milliseconds(loop.delayMs.toFixed(loop.delayMs < 10 ? 1 : 0))}
    </span>
  )
}
