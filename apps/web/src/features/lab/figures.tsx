import type { LabLane } from '@nowait/contract/lab'
import { useMessages } from '../../lib/language.ts'
import { nothing, useAmounts } from './amounts.ts'
import { LabTable } from './lab-table.tsx'
import type { Run } from './run.ts'

/** What both servers do at this moment, and below it the whole course: the charts in words. */
export function Figures({ run }: { run: Run }) {
  const t = useMessages()
  const amounts = useAmounts()
  const last = run.ticks.at(-1)
  const lanes = [
    { name: t.lab.waiting, lane: last?.waiting },
    { name: t.lab.deferred, lane: last?.deferred },
  ]
  const count = (value: number | undefined) => (value === undefined ? nothing : amounts.number(value))
  return (
    <>
      <LabTable
        label={t.lab.now}
        head={[t.lab.lane, t.lab.tps, t.lab.latency, t.lab.p99, t.lab.answered, t.lab.refused, t.lab.pending]}
        rows={lanes.map(({ name, lane }) => [
          name,
          amounts.tps(lane?.tps),
          amounts.time(lane?.p50Ms),
          amounts.time(lane?.p99Ms),
          count(lane?.answered),
          count(lane?.failed),
          count(lane?.pending),
        ])}
      />
      <p className="text-12 text-grey mt-2">{t.lab.lastTwo}</p>
      {run.ticks.length > 0 && <Course run={run} />}
    </>
  )
}

/** Two a second would be a long table that says little more. */
const everyMs = 1_000

function Course({ run }: { run: Run }) {
  const t = useMessages()
  const amounts = useAmounts()
  const of = (name: string, what: string) => `${name}: ${what}`
  const cells = ({ tps, p50Ms, pending }: LabLane) => [
    amounts.tps(tps),
    amounts.time(p50Ms),
    amounts.number(pending),
  ]
  const head = (name: string) => [t.lab.tps, t.lab.latency, t.lab.pending].map((what) => of(name, what))
  return (
    <details className="mt-2">
      <summary className="text-14 text-accent inline-flex min-h-11 items-center">{t.lab.asTable}</summary>
      <LabTable
        label={t.lab.asTable}
        head={[t.lab.second, t.lab.phase, ...head(t.lab.waiting), ...head(t.lab.deferred)]}
        rows={run.ticks
          .filter(({ atMs }) => atMs % everyMs === 0)
          .map(({ atMs, phase, waiting, deferred }) => [
            String(atMs / 1_000),
            t.lab.phases[phase],
            ...cells(waiting),
            ...cells(deferred),
          ])}
      />
    </details>
  )
}
