import type { LabEvent, LabKnobs, LabPhase, LabState } from '@nowait/contract/lab'
import { useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { announce } from '../../lib/announce.ts'
import { useMessages } from '../../lib/language.ts'
import { useOnline } from '../../lib/online.ts'
import { toast } from '../../lib/toast.ts'
import { useAmounts } from './amounts.ts'
import { Charts } from './charts.tsx'
import { Figures } from './figures.tsx'
import { keepRun } from './kept-runs.ts'
import { KnobForm } from './knob-form.tsx'
import { usualKnobs } from './knobs.ts'
import { Section } from '../../components/section.tsx'
import { Result } from './result.tsx'
import { isUnderWay } from './run.ts'
import { RunStatus } from './run-status.tsx'
import { useRun } from './use-run.ts'

interface BenchProps {
  knobs: LabKnobs
  change: (knobs: LabKnobs) => void
  state: LabState
}

/** Where a comparison is chosen, run and read. */
export function Bench({ knobs, change, state: { modes, busy } }: BenchProps) {
  const t = useMessages()
  const isOnline = useOnline()
  const { run, start, stop } = useRun(knobs, useTold())
  const underWay = isUnderWay(run)
  return (
    <div className="grid grid-cols-1 gap-10">
      <Section title={t.lab.knobs}>
        <KnobForm knobs={knobs} modes={modes} isLocked={underWay} change={change} />
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Button
            className="min-w-40"
            look={underWay ? 'quiet' : 'primary'}
            disabled={!underWay && (!isOnline || (busy && run.state === 'idle'))}
            onClick={() => (underWay ? stop() : start(knobs))}
          >
            {underWay ? t.lab.stop : t.lab.run}
          </Button>
          <Button look="plain" onClick={() => void share(t.lab)}>
            {t.lab.share}
          </Button>
          <Button look="plain" disabled={underWay} onClick={() => change(usualKnobs)}>
            {t.lab.reset}
          </Button>
        </div>
      </Section>
      <section aria-label={t.lab.course}>
        <RunStatus run={run} isBusy={busy} />
        <p className="text-12 text-late mt-1 mb-3 min-h-5">{run.started?.simulated && t.lab.simulated}</p>
        <Charts run={underWay || run.ticks.length > 0 ? run : { ...run, knobs }} />
        <div className="mt-6">
          <Figures run={run} />
        </div>
      </section>
      <Section title={t.lab.result} hint={t.lab.resultHint}>
        <Result result={run.result} />
      </Section>
    </div>
  )
}

/** Says to those who do not see the chart what it shows, and keeps what was measured. */
function useTold(): (event: LabEvent) => void {
  const t = useMessages()
  const amounts = useAmounts()
  const phase = useRef<LabPhase>('before')
  return (event) => {
    if (event.type === 'started') phase.current = 'before'
    if (event.type === 'tick' && event.phase !== phase.current) {
      phase.current = event.phase
      announce(event.phase === 'fault' ? t.lab.faultBegins : t.lab.faultEnds)
    }
    if (event.type !== 'done') return
    keepRun(event.result)
    const { waiting, deferred } = event.result
    announce(
      `${t.lab.done}. ${t.lab.summary(amounts.tps(waiting.fault.tps), amounts.tps(deferred.fault.tps))}`,
    )
  }
}

async function share(text: { shared: string; shareFailed: string }): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href)
    toast(text.shared)
  } catch {
    toast(text.shareFailed)
  }
}
