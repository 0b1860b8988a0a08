import type { OperatedIntegration } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Figure } from './figure.tsx'
import { ModeChoice } from './mode-choice.tsx'
import { Section } from '../../components/section.tsx'
import { Nothing } from './words.tsx'
import { OpsTable, RowName } from './ops-table.tsx'
import { type Look, perMinute, withLook } from './rates.ts'
import type { Seen } from './use-operations.ts'

interface Row extends OperatedIntegration {
  service: OperatedService
  perMinute: number | null
}

/** What is done outside without anybody waiting for it, and in which way. */
export function Integrations({ seen }: { seen: readonly Seen[] }) {
  const t = useMessages()
  const rates = useRates(seen)
  const rows: Row[] = seen.flatMap(({ service, operations }) =>
    operations.integrations.map((each) => ({
      ...each,
      service,
      perMinute: perMinute(rates[`${service} ${each.name}`] ?? []),
    })),
  )
  return (
    <Section title={t.ops.integrations}>
      {rows.length === 0 ? <Nothing>{t.ops.noIntegrations}</Nothing> : <Table rows={rows} />}
    </Section>
  )
}

function Table({ rows }: { rows: readonly Row[] }) {
  const t = useMessages()
  const format = useFormat()
  return (
    <OpsTable
      label={t.ops.integrations}
      rows={rows}
      keyOf={({ service, name }) => `${service} ${name}`}
      columns={{
        integration: { name: t.ops.integration },
        mode: { name: t.ops.mode, isWide: true },
        rate: { name: t.ops.rate, isFigure: true },
        latency: { name: t.ops.latency, isFigure: true },
        pending: { name: t.ops.pending, isFigure: true },
        retrying: { name: t.ops.retrying, isFigure: true },
        dead: { name: t.ops.dead, isFigure: true },
        lost: { name: t.ops.lost, isFigure: true },
      }}
      cells={(row) => ({
        integration: <RowName service={t.ops.services[row.service]}>{row.name}</RowName>,
        mode: <ModeChoice service={row.service} integration={row} />,
        rate:
          row.perMinute === null ? (
            <span className="text-grey">{t.ops.rateLater}</span>
          ) : (
            format.number(row.perMinute)
          ),
        latency: <Latency {...row.latency} />,
        pending: format.number(row.pending),
        retrying: <Figure value={row.retrying} tone="late" />,
        dead: <Figure value={row.dead} tone="failed" />,
        lost: <Figure value={row.lost + row.unknown} tone="failed" />,
      })}
    />
  )
}

function Latency({ p50, p99 }: OperatedIntegration['latency']) {
  const t = useMessages()
  const format = useFormat()
  if (p50 === null || p99 === null) return <span className="text-grey">{t.ops.noLatency}</span>
  return `${format.number(p50)} · ${t.ops.milliseconds(format.number(p99))}`
}

/** The looks of the last minute at every integration, renewed with each answer. */
function useRates(seen: readonly Seen[]): Record<string, readonly Look[]> {
  const [rates, setRates] = useState<Record<string, readonly Look[]>>({})
  const next: typeof rates = {}
  for (const { service, operations } of seen)
    for (const { name, done } of operations.integrations) {
      const key = `${service} ${name}`
      next[key] = withLook(rates[key] ?? [], { at: Date.parse(operations.at), done })
    }
  if (Object.entries(next).some(([key, looks]) => looks !== rates[key])) setRates({ ...rates, ...next })
  return rates
}
