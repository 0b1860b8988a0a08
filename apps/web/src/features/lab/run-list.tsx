import type { LabKnobs, LabResult } from '@nowait/contract/lab'
import { Button } from '../../components/button.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { useAmounts } from './amounts.ts'
import { keptRuns } from './kept-runs.ts'
import { LabTable } from './lab-table.tsx'

/** Runs beside each other by what the fault did to them. The newest comes last: nothing above it moves. */
export function RunList({ choose }: { choose: (knobs: LabKnobs) => void }) {
  const t = useMessages()
  const runs = keptRuns.use()
  const format = useFormat()
  const amounts = useAmounts()
  const settingOf = useSetting()
  const against = ({ waiting, deferred }: LabResult, text: (of: LabResult['waiting']) => string) =>
    t.lab.against(text(waiting), text(deferred))
  if (runs.length === 0)
    return <p className="text-14 text-grey border-hairline border-y py-6 text-center">{t.lab.noRuns}</p>
  return (
    <>
      <LabTable
        label={t.lab.runs}
        head={[t.lab.mode, t.lab.settings, t.lab.tps, t.lab.p99, t.lab.missing, t.lab.at, t.lab.again]}
        rows={runs.map((run, index) => [
          <>
            <span className="tabular text-grey mr-2 font-normal">{index + 1}</span>
            {t.lab.modes[run.knobs.mode]}
          </>,
          settingOf(run.knobs),
          against(run, ({ fault }) => amounts.tps(fault.tps)),
          against(run, ({ fault }) => amounts.time(fault.p99Ms)),
          against(run, ({ missing }) => amounts.number(missing)),
          run.simulated ? `${format.clock(run.at)} · ${t.lab.modelled}` : format.clock(run.at),
          <Button
            key="again"
            look="plain"
            aria-label={t.lab.againFor(`${index + 1}. ${t.lab.modes[run.knobs.mode]}`)}
            onClick={() => choose(run.knobs)}
          >
            {t.lab.again}
          </Button>,
        ])}
      />
      <Button look="plain" className="mt-2 -ml-2" onClick={() => keptRuns.set([])}>
        {t.lab.forget}
      </Button>
    </>
  )
}

/** `900 ms로 느려짐 · 25명 · 24초`. */
function useSetting(): (knobs: LabKnobs) => string {
  const t = useMessages()
  const { number } = useFormat()
  return ({ fault, slowMs, clients, seconds }) =>
    t.lab.setting(
      fault === 'slow' ? t.lab.slowFor(number(slowMs)) : t.lab.faults[fault],
      number(clients),
      number(seconds),
    )
}
