import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { Run } from './run-mode.ts'
import { type ExternalMs, externals, seed } from './settings.ts'

/** Something that has to come out as it was said. */
export interface Check {
  name: string
  figure: 'tps' | 'firstMs' | 'lastMs' | 'kept'
  mode: Mode
  /** null: it is about both. */
  externalMs: ExternalMs | null
  expected: number
  measured: number
  unit: string
  /** How far off it is: 0.05 is 5 %. */
  off: number
  holds: boolean
}

const mostOff = 0.1

/** The figures of the seed against those of the same request that waits, and whether the other modes are flat. */
export function checkRuns(runs: Run[]): Check[] {
  const of = (mode: string, externalMs: number) =>
    runs.find((run) => run.mode === mode && run.externalMs === externalMs)
  const inline = externals.flatMap((externalMs) => {
    const run = of('inline', externalMs)
    if (!run) return []
    const { tps, firstMs, lastMs } = seed[externalMs]
    const one = { mode: run.mode, externalMs }
    const when = `outside ${externalMs / 1_000} s`
    return [
      near({
        ...one,
        figure: 'tps',
        name: `waiting for it, ${when}`,
        unit: 'requests/s',
        expected: tps,
        measured: run.tps,
      }),
      near({
        ...one,
        figure: 'firstMs',
        name: `first of 25 at once, ${when}`,
        unit: 'ms',
        expected: firstMs,
        measured: run.firstMs,
      }),
      near({
        ...one,
        figure: 'lastMs',
        name: `last of 25 at once, ${when}`,
        unit: 'ms',
        expected: lastMs,
        measured: run.lastMs,
      }),
    ]
  })
  const flat = [...new Set(runs.map(({ mode }) => mode))].flatMap((mode) => {
    const [fast, slow] = externals.map((externalMs) => of(mode, externalMs))
    return mode !== 'inline' && fast && slow ? [kept(mode, slow.tps / fast.tps)] : []
  })
  return [...inline, ...flat]
}

function near(figure: Omit<Check, 'off' | 'holds'>): Check {
  const off = Math.abs(figure.measured / figure.expected - 1)
  return { ...figure, off, holds: off <= mostOff }
}

const kept = (mode: Mode, ratio: number): Check => ({
  figure: 'kept',
  mode,
  externalMs: null,
  name: `${mode}: requests/s, outside 0.9 s against 0.1 s`,
  unit: 'x',
  expected: 1,
  measured: ratio,
  off: Math.max(0, 1 - ratio),
  holds: ratio >= 1 - mostOff,
})
