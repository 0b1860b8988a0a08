import { type Needs, recommendMode } from '@nowait/contract/recommend-mode'
import type { LabState } from '@nowait/contract/lab'
import type { DeferredMode } from '@nowait/contract/lab-knobs'
import type { Mode } from '@nowait/contract/operations'
import { useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { nothing, useAmounts } from './amounts.ts'
import { keptRuns, lastRunOf } from './kept-runs.ts'

const questions = ['mayBeLost', 'answerNeeded', 'much', 'ordered'] as const

interface RecommendationProps {
  modes: LabState['modes'] | undefined
  choose: (mode: DeferredMode) => void
}

/** Four answers, the mode they name, and what that mode did here. */
export function Recommendation({ modes, choose }: RecommendationProps) {
  const t = useMessages()
  const [needs, setNeeds] = useState<Needs>({
    answerNeeded: false,
    mayBeLost: false,
    much: false,
    ordered: false,
  })
  return (
    <div className="grid gap-6 lg:grid-cols-2 lg:gap-12">
      <div className="grid content-start gap-x-6 gap-y-4 sm:grid-cols-2">
        {questions.map((name) => (
          <Question
            key={name}
            {...t.lab.questions[name]}
            answer={needs[name]}
            give={(answer) => setNeeds({ ...needs, [name]: answer })}
          />
        ))}
      </div>
      <Advice mode={recommendMode(needs)} modes={modes} choose={choose} />
    </div>
  )
}

interface QuestionProps {
  ask: string
  no: string
  yes: string
  answer: boolean
  give: (answer: boolean) => void
}

function Question({ ask, no, yes, answer, give }: QuestionProps) {
  const name = useId()
  return (
    <fieldset>
      <legend className="text-14 font-medium">{ask}</legend>
      {[false, true].map((value) => (
        <label key={String(value)} className="text-14 flex min-h-11 items-center gap-2">
          <input
            type="radio"
            name={name}
            checked={answer === value}
            onChange={() => give(value)}
            className="size-5 shrink-0"
          />
          {value ? yes : no}
        </label>
      ))}
    </fieldset>
  )
}

function Advice({ mode, modes, choose }: { mode: Mode } & RecommendationProps) {
  const t = useMessages()
  const isMissing = modes?.some((one) => one.mode === mode && one.refusal !== null) ?? false
  return (
    <output className="bg-ground rounded-control block p-5">
      <span className="text-12 text-grey block">{t.lab.pick}</span>
      <strong className="text-20 block">{t.lab.modes[mode]}</strong>
      <span className="text-14 mt-2 block">{t.lab.why[mode]}</span>
      <Measured mode={mode} />
      {isMissing && (
        <span className="text-12 text-late mt-2 block">{t.lab.trouble.BROKER_NOT_CONFIGURED}</span>
      )}
      {modes && mode !== 'inline' && !isMissing && (
        <Button look="quiet" className="mt-4" onClick={() => choose(mode)}>
          {t.lab.measure}
        </Button>
      )}
    </output>
  )
}

function Measured({ mode }: { mode: Mode }) {
  const t = useMessages()
  const { moment } = useFormat()
  const amounts = useAmounts()
  const run = lastRunOf(keptRuns.use(), mode)
  const lane = mode === 'inline' ? run?.waiting : run?.deferred
  const figures: [string, string][] = [
    [`${t.lab.tps}, ${t.lab.duringFault}`, amounts.tps(lane?.fault.tps)],
    [`${t.lab.p99}, ${t.lab.duringFault}`, amounts.time(lane?.fault.p99Ms)],
    [t.lab.effects, amounts.time(lane?.effectsMs)],
    [t.lab.missing, lane ? amounts.number(lane.missing) : nothing],
  ]
  return (
    <>
      <span className="mt-4 grid grid-cols-2 gap-x-4 gap-y-2">
        {figures.map(([what, value]) => (
          <span key={what}>
            <span className="text-12 text-grey block">{what}</span>
            <span className="text-16 tabular font-semibold">{value}</span>
          </span>
        ))}
      </span>
      <span className="text-12 text-grey mt-2 block">
        {run ? (run.simulated ? t.lab.modelledHere : t.lab.measuredHere(moment(run.at))) : t.lab.notMeasured}
      </span>
    </>
  )
}
