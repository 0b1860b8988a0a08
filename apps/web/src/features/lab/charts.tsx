import { useMemo } from 'react'
import { useMessages } from '../../lib/language.ts'
import { useAmounts } from './amounts.ts'
import { Fresh } from './fresh.tsx'
import type { ChartData, ChartPlan } from './chart.ts'
import { ChartView } from './chart-view.tsx'
import { type Run, isUnderWay } from './run.ts'

/** The figures of the seed: 25 customers, the outside well and at 0.9 s. */
export const seed = { before: { tps: 25, ms: 1_000 }, fault: { tps: 5, ms: 5_000 } }

/** Answers a second and their time, of both servers, side by side while they come. */
export function Charts({ run }: { run: Run }) {
  const t = useMessages()
  const { seconds } = run.knobs
  const { faultFromMs = seconds * 250, faultToMs = seconds * 750 } = run.started ?? {}
  const plans = useMemo(() => {
    const plan = (of: Pick<ChartPlan, 'top' | 'expected'>): ChartPlan => ({
      ...of,
      seconds,
      fault: [faultFromMs / 1_000, faultToMs / 1_000],
    })
    const { before, fault } = seed
    const expected = (values: number[], unit: string) =>
      values.map((value) => ({ value, text: `${t.lab.seed} ${value} ${unit}` }))
    return {
      tps: plan({ top: 60, expected: expected([before.tps, fault.tps], t.lab.perSecond) }),
      latency: plan({
        top: 6,
        expected: expected([before.ms / 1_000, fault.ms / 1_000], t.lab.secondsUnit),
      }),
    }
  }, [seconds, faultFromMs, faultToMs, t])
  const data = useMemo(() => {
    const at = run.ticks.map(({ atMs }) => atMs / 1_000)
    const time = (ms: number | null) => (ms === null ? null : ms / 1_000)
    const tps: ChartData = [
      at,
      run.ticks.map(({ waiting }) => waiting.tps),
      run.ticks.map(({ deferred }) => deferred.tps),
    ]
    const latency: ChartData = [
      at,
      run.ticks.map(({ waiting }) => time(waiting.p50Ms)),
      run.ticks.map(({ deferred }) => time(deferred.p50Ms)),
    ]
    return { tps, latency }
  }, [run.ticks])
  const isEmpty = run.ticks.length === 0 && !isUnderWay(run)
  return (
    <>
      <Legend run={run} />
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <ChartView title={t.lab.tps} plan={plans.tps} data={data.tps} isEmpty={isEmpty} />
        <ChartView
          title={`${t.lab.latency} (${t.lab.secondsUnit})`}
          plan={plans.latency}
          data={data.latency}
          isEmpty={isEmpty}
        />
      </div>
      <p className="text-12 text-grey mt-2">{t.lab.seedNote}</p>
    </>
  )
}

function Legend({ run }: { run: Run }) {
  const t = useMessages()
  const amounts = useAmounts()
  const last = run.ticks.at(-1)
  const lanes = [
    { name: t.lab.waiting, mode: t.lab.modes.inline, line: 'border-grey border-t-2', seen: last?.waiting },
    {
      name: t.lab.deferred,
      mode: t.lab.modes[run.knobs.mode],
      line: 'border-accent border-t-4',
      seen: last?.deferred,
    },
  ]
  return (
    <ul className="mb-4 flex flex-wrap gap-x-12 gap-y-1">
      {lanes.map(({ name, mode, line, seen }) => (
        <li key={name} className="flex items-baseline gap-x-3 max-sm:w-full">
          <span aria-hidden="true" className={`w-6 self-center ${line}`} />
          <span className="text-14 font-semibold">{name}</span>
          <span className="text-12 text-grey max-sm:grow">{mode}</span>
          <span className="text-16 tabular min-w-20 text-right font-semibold whitespace-nowrap">
            <Fresh>{amounts.tps(seen?.tps)}</Fresh>{' '}
            <span className="text-12 text-grey font-normal">{t.lab.perSecond}</span>
          </span>
          <span className="text-16 tabular min-w-16 text-right font-semibold whitespace-nowrap">
            <Fresh>{amounts.time(seen?.p50Ms)}</Fresh>
          </span>
        </li>
      ))}
    </ul>
  )
}
