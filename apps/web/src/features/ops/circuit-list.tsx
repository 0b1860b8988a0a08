import type { LoadHistory } from '@nowait/contract/guards'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Figure } from './figure.tsx'
import { Section } from '../../components/section.tsx'
import { Nothing } from './words.tsx'
import { OpsTable, RowName } from './ops-table.tsx'
import { CircuitDetails } from './circuit-details.tsx'
import { CircuitState } from './circuit-state.tsx'
import { type Circuit, circuitsOf, type Seen, totalLoad } from './circuits.ts'
import { ForceCircuit } from './force-circuit.tsx'
import { Sparkline } from './sparkline.tsx'

/** Every call that is protected, over all processes of its service. */
export function Circuits({ seen }: { seen: readonly Seen[] }) {
  const t = useMessages()
  const rows = circuitsOf(seen)
  return (
    <Section title={t.guards.circuits}>
      {rows.length === 0 ? <Nothing>{t.guards.noCircuits}</Nothing> : <Table rows={rows} />}
    </Section>
  )
}

const keyOf = ({ service, name }: Circuit) => `${service} ${name}`

function Table({ rows }: { rows: readonly Circuit[] }) {
  const t = useMessages()
  const [open, setOpen] = useState<string>()
  return (
    <OpsTable
      label={t.guards.circuits}
      rows={rows}
      keyOf={keyOf}
      columns={{
        call: { name: t.guards.call, width: 'lg:w-[20%]' },
        state: { name: t.guards.state, isWide: true, width: 'lg:w-[27%]' },
        failures: { name: t.guards.failures, isFigure: true, width: 'lg:w-[9%]' },
        running: { name: t.guards.running, isFigure: true, width: 'lg:w-[8%]' },
        refused: { name: t.guards.refused, isFigure: true, width: 'lg:w-[7%]' },
        load: { name: t.guards.load, isWide: true, width: 'lg:w-[12%]' },
        command: {
          name: t.guards.command,
          isFigure: true,
          isCommand: true,
          isWide: true,
          width: 'lg:w-[17%]',
        },
      }}
      cells={(circuit) => ({
        call: <RowName service={t.ops.services[circuit.service]}>{circuit.name}</RowName>,
        state: <CircuitState circuit={circuit} />,
        failures: <Failures circuit={circuit} />,
        running: <Running circuit={circuit} />,
        refused: <Figure value={sum(circuit.each, ({ guard }) => guard.refused)} tone="late" />,
        load: <Load circuit={circuit} />,
        command: (
          <span className="flex justify-end gap-2 max-lg:justify-start">
            <Button
              look="plain"
              aria-expanded={open === keyOf(circuit)}
              aria-label={t.guards.ofCircuit(
                open === keyOf(circuit) ? t.guards.fold : t.guards.details,
                circuit.name,
              )}
              onClick={() => setOpen(open === keyOf(circuit) ? undefined : keyOf(circuit))}
            >
              {open === keyOf(circuit) ? t.guards.fold : t.guards.details}
            </Button>
            <ForceCircuit circuit={circuit} />
          </span>
        ),
      })}
      more={(circuit) => detailsOf(circuit, open)}
    />
  )
}

const detailsOf = (circuit: Circuit, open: string | undefined) =>
  open === keyOf(circuit) ? <CircuitDetails circuit={circuit} /> : null

const sum = <T,>(all: readonly T[], of: (one: T) => number) => all.reduce((total, one) => total + of(one), 0)

function Failures({ circuit: { each } }: { circuit: Circuit }) {
  const { guards: t } = useMessages()
  const { number } = useFormat()
  const samples = each.flatMap(({ guard }) => guard.breaker?.samples ?? [])
  const slow = sum(samples, (one) => one.slow)
  return (
    <>
      {t.failuresOf(number(sum(samples, (one) => one.failures)), number(sum(samples, (one) => one.calls)))}
      {slow > 0 && <span className="text-12 text-late block">{t.slow(number(slow))}</span>}
    </>
  )
}

function Running({ circuit: { each } }: { circuit: Circuit }) {
  const { guards: t } = useMessages()
  const { number } = useFormat()
  const bulkheads = each.flatMap(({ guard }) => guard.bulkhead ?? [])
  if (bulkheads.length === 0) return '–'
  const waiting = sum(bulkheads, (one) => one.waiting)
  return (
    <>
      {t.runningOf(number(sum(bulkheads, (one) => one.running)), number(sum(bulkheads, (one) => one.limit)))}
      {waiting > 0 && <span className="text-12 text-late block">{t.waiting(number(waiting))}</span>}
    </>
  )
}

function Load({ circuit: { each } }: { circuit: Circuit }) {
  const loads = each.map(({ guard }) => guard.load)
  return <LoadLine {...totalLoad(loads)} everyMs={loads[0]!.everyMs} />
}

/** What was asked and refused in the last five minutes. */
export function LoadLine({ asked, refused, everyMs }: Pick<LoadHistory, 'asked' | 'refused' | 'everyMs'>) {
  const { guards: t } = useMessages()
  const { number } = useFormat()
  if (asked.length === 0) return <span className="text-12 text-grey">{t.noLoad}</span>
  const perSecond = (Math.max(...asked) / everyMs) * 1_000
  const most = perSecond < 10 ? perSecond.toFixed(1) : number(perSecond)
  const label = t.loadOf(most, number(sum(refused, (one) => one)))
  return <Sparkline label={label} values={asked} bad={refused} />
}
