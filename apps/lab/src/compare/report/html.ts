import type { Result } from '../result.ts'
import type { Run } from '../run-mode.ts'
import { externals, seed } from '../settings.ts'
import { type Bar, barChart } from './bars.ts'
import { style } from './style.ts'
import { table } from './table.ts'
import { both, same, type Text } from './text.ts'
import { checkTexts, situationTexts, texts, wayTexts } from './texts.ts'
import { whichMode } from './which-mode.ts'

/** One file that needs nothing else: charts as SVG, both languages, light, dark and on paper. */
export function htmlReport(result: Result): string {
  const sections = [
    ...modeCharts(result),
    ...(result.pages.length > 0 ? [pageChart(result)] : []),
    ...(result.runs.length > 0 ? [section(texts.which, texts.whichNote, whichMode(result.runs))] : []),
    section(texts.checks, undefined, checkTable(result)),
    section(texts.all, undefined, runTable(result) + (result.pages.length > 0 ? pageTable(result) : '')),
  ]
  return `<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nowait: ${texts.title.en} · ${texts.title.ko}</title><style>${style}</style></head><body>
<fieldset aria-label="${texts.print.ko} · ${texts.print.en}"><label><input type="radio" name="language" id="ko" checked> 한국어</label><label><input type="radio" name="language" id="en"> English</label></fieldset>
<main><h1>${both(texts.title)}</h1><p>${both(texts.intro)}</p>${about(result)}${sections.join('\n')}</main></body></html>
`
}

function section(title: Text, note: Text | undefined, body: string): string {
  return `<section><h2>${both(title)}</h2>${note ? `<p>${both(note)}</p>` : ''}${body}</section>`
}

function about({ at, quick, machine, load, seconds, skipped }: Result): string {
  const where = `${machine.processors} × ${machine.model}, ${machine.memoryGB} GB, ${machine.system}, Node ${machine.node}`
  const command = `npm run lab${quick ? ' -- --quick' : ''}`
  const left = skipped
    .map(
      ({ mode, reason }) =>
        `${mode}: ${both(texts.skipped)} (${both(same(reason))}) ${both(texts.howToKafka)}`,
    )
    .map((line) => `<p>${line}</p>`)
    .join('')
  return `<p class="soft">${both(same(`${at.slice(0, 16).replace('T', ' ')} UTC, ${command}, ${seconds} s, load ${load}; ${where}`))}</p>${left}`
}

function modeCharts({ runs }: Result): string[] {
  const modes = [...new Set(runs.map(({ mode }) => mode))]
  const of = (mode: string, externalMs: number) =>
    runs.find((run) => run.mode === mode && run.externalMs === externalMs)
  const chart = (
    title: Text,
    bar: (run: Run) => Bar,
    references?: Array<{ value: number; label: string }>,
  ): string =>
    barChart({
      title,
      series: [texts.outsideFast, texts.outsideSlow],
      groups: modes.map((mode) => ({
        name: same(mode),
        bars: externals.map((externalMs) => {
          const run = of(mode, externalMs)
          return run ? bar(run) : { value: null, label: '' }
        }),
      })),
      references,
      none: texts.never,
    })
  const seeds = Object.values(seed)
  const pending = barChart({
    title: texts.pending,
    series: [texts.pendingShort, texts.little],
    groups: modes.map((mode) => {
      const run = of(mode, 900)
      return { name: same(mode), bars: [plain(run?.pending), plain(run?.little)] }
    }),
    none: texts.never,
  })
  return [
    section(
      texts.tps,
      texts.tpsNote,
      chart(
        texts.tps,
        ({ tps }) => plain(tps),
        seeds.map(({ tps }) => ({ value: tps, label: String(tps) })),
      ),
    ),
    section(
      texts.last,
      texts.lastNote,
      chart(
        texts.last,
        ({ lastMs }) => ({ value: lastMs, label: seconds(lastMs) }),
        seeds.map(({ lastMs }) => ({ value: lastMs, label: `${lastMs / 1_000} s` })),
      ),
    ),
    section(texts.pending, texts.pendingNote, pending),
    section(
      texts.lost,
      texts.lostNote,
      chart(texts.lost, ({ lost, answeredBeforeKill }) => ({
        value: lost,
        label: `${lost} / ${answeredBeforeKill}`,
      })),
    ),
  ]
}

function pageChart({ pages }: Result): string {
  const ways = [...new Set(pages.map(({ way }) => way))]
  const chart = barChart({
    title: texts.pages,
    series: ways.map((way) => wayTexts[way]),
    groups: [...new Set(pages.map(({ situation }) => situation))].map((situation) => ({
      name: situationTexts[situation],
      bars: ways.map((way) => {
        const run = pages.find((page) => page.situation === situation && page.way === way)
        return plain(run?.orderMs ?? null)
      }),
    })),
    none: texts.never,
  })
  return section(texts.pages, texts.pagesNote, chart)
}

const checkTable = ({ checks }: Result) =>
  table(
    [same(''), texts.measured, texts.expected, texts.off, same('')],
    checks.map(({ figure, mode, externalMs, measured, expected, unit, off, holds }) => [
      checkName(mode, checkTexts[figure], externalMs),
      `${short(measured)} ${unit}`,
      short(expected),
      `${(off * 100).toFixed(1)} %`,
      holds ? texts.holds : { bad: `${texts.fails.ko} · ${texts.fails.en}` },
    ]),
  )

const checkName = (mode: string, what: Text, externalMs: number | null): Text => {
  const when = externalMs === null ? '' : `, ${seconds(externalMs)}`
  return { ko: `${mode}: ${what.ko}${when}`, en: `${mode}: ${what.en}${when}` }
}

const runTable = ({ runs }: Result) =>
  table(
    [
      texts.mode,
      texts.outside,
      texts.tps,
      texts.first,
      texts.lastShort,
      same('p50'),
      same('p99'),
      texts.pendingShort,
      texts.little,
      texts.effects,
      texts.lostShort,
    ],
    runs.map((run) => [
      run.mode,
      seconds(run.externalMs),
      run.tps.toFixed(1),
      ...[run.firstMs, run.lastMs, run.p50Ms, run.p99Ms].map(seconds),
      run.pending.toFixed(1),
      run.little.toFixed(1),
      seconds(run.effectsMs),
      `${run.lost} / ${run.answeredBeforeKill}`,
    ]),
  )

const pageTable = ({ pages }: Result) =>
  table(
    [texts.pointService, texts.way, texts.orderShown, texts.allShown, texts.points],
    pages.map(({ situation, way, orderMs, allMs, point }) => [
      situationTexts[situation],
      wayTexts[way],
      orderMs === null ? texts.never : seconds(orderMs),
      allMs === null ? texts.never : seconds(allMs),
      point,
    ]),
  )

const plain = (value: number | null | undefined): Bar =>
  value === null || value === undefined ? { value: null, label: '' } : { value, label: short(value) }
const seconds = (ms: number) => `${(ms / 1_000).toFixed(ms < 100 ? 3 : 2)} s`
const short = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1))
