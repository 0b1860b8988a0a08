import { both, escape, type Text } from './text.ts'

export interface Bar {
  /** null: there is no such value, and its place says so. */
  value: number | null
  label: string
}

export interface BarChart {
  title: Text
  series: Text[]
  groups: Array<{ name: Text; bars: Bar[] }>
  /** Dashed lines, e.g. figures that were expected. */
  references?: Array<{ value: number; label: string }>
  /** Instead of a bar where there is no value. */
  none: Text
}

const width = 720
const labelWidth = 190
const valueWidth = 110
const barHeight = 19
const groupGap = 14
const top = 26

/** Horizontal bars, grouped, as SVG that takes its colours from the page. */
export function barChart({ title, series, groups, references = [], none }: BarChart): string {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value ?? 0))
  const most = Math.max(...values, ...references.map(({ value }) => value), Number.MIN_VALUE)
  const x = (value: number) => labelWidth + (value / most) * (width - labelWidth - valueWidth)
  const groupHeight = series.length * barHeight + groupGap
  const height = top + groups.length * groupHeight
  const rows = groups.map(({ name, bars }, at) => {
    const y = top + at * groupHeight
    const middle = y + (series.length * barHeight) / 2
    return `<text class="name" x="${labelWidth - 10}" y="${middle + 4}">${svgBoth(name)}</text>${bars
      .map((bar, nth) => drawBar(bar, { y: y + nth * barHeight, nth, x, none }))
      .join('')}`
  })
  const lines = references.map(
    ({ value, label }) =>
      `<line class="reference" x1="${round(x(value))}" x2="${round(x(value))}" y1="${top - 4}" y2="${height - groupGap}"/>` +
      `<text class="reference" x="${round(x(value))}" y="${top - 9}">${escape(label)}</text>`,
  )
  const legend = series.map((each, nth) => `<li class="series-${nth}">${both(each)}</li>`).join('')
  return `<ul class="legend">${legend}</ul><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(`${title.ko} · ${title.en}`)}">${lines.join('')}${rows.join('')}</svg>`
}

function drawBar(
  { value, label }: Bar,
  { y, nth, x, none }: { y: number; nth: number; x: (value: number) => number; none: Text },
): string {
  const end = x(value ?? 0)
  const text = value === null ? svgBoth(none) : escape(label)
  const size = round(Math.max(end - labelWidth, 1))
  const bar = `<rect class="series-${nth}" x="${labelWidth}" y="${y}" width="${size}" height="${barHeight - 3}"/>`
  return (
    (value === null ? '' : bar) +
    `<text class="value" x="${round(end + 6)}" y="${y + barHeight - 6}">${text}</text>`
  )
}

const svgBoth = ({ ko, en }: Text) =>
  ko === en ? escape(en) : `<tspan lang="ko">${escape(ko)}</tspan><tspan lang="en">${escape(en)}</tspan>`
const round = (value: number) => Number(value.toFixed(1))
