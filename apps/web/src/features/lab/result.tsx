import { labPhases } from './phases.ts'
import type { LabResult, LabSeen } from '@nowait/contract/lab'
import { useMessages } from '../../lib/language.ts'
import { nothing, useAmounts } from './amounts.ts'
import { seed } from './charts.tsx'
import { LabTable } from './lab-table.tsx'

/** What a run came to, phase by phase, beside what was to be expected. Its rows are there before it has. */
export function Result({ result }: { result: LabResult | undefined }) {
  const t = useMessages()
  const amounts = useAmounts()
  const times = (seen: LabSeen | undefined) =>
    seen ? `${amounts.time(seen.p50Ms)} · ${amounts.time(seen.p99Ms)}` : nothing
  const phases = labPhases.flatMap((phase) => {
    const expected = phase === 'fault' ? seed.fault : seed.before
    const row = (what: string, cells: string[]) => [`${t.lab.phases[phase]} · ${what}`, ...cells]
    const { waiting, deferred } = result ?? {}
    return [
      row(t.lab.tps, [
        amounts.tps(expected.tps),
        amounts.tps(waiting?.[phase].tps),
        amounts.tps(deferred?.[phase].tps),
      ]),
      row(t.lab.times, [amounts.time(expected.ms), times(waiting?.[phase]), times(deferred?.[phase])]),
    ]
  })
  const lanes = [result?.waiting, result?.deferred]
  const count = (value: number | undefined) => (value === undefined ? nothing : amounts.number(value))
  return (
    <LabTable
      label={t.lab.result}
      head={[t.lab.phase, t.lab.seedOf, t.lab.waiting, t.lab.deferred]}
      rows={[
        ...phases,
        [t.lab.mostPending, nothing, ...lanes.map((lane) => count(lane?.mostPending))],
        [
          t.lab.effects,
          nothing,
          ...lanes.map((lane) => (lane?.effectsMs === null ? t.lab.notYet : amounts.time(lane?.effectsMs))),
        ],
        [
          t.lab.missing,
          nothing,
          ...lanes.map((lane) => (lane?.missing === 0 ? t.lab.notAtAll : count(lane?.missing))),
        ],
      ]}
    />
  )
}
