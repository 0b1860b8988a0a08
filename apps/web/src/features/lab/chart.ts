import UPlot from 'uplot'

/** A chart of both servers over the time of a run. Lines that are expected lie behind them, dotted. */
export interface ChartPlan {
  seconds: number
  /** The top of the chart, unless something is higher. */
  top: number
  /** What the seed says: a line across the chart, with its words. */
  expected: readonly { value: number; text: string }[]
  /** When the outside is broken, s. */
  fault: readonly [from: number, to: number]
}

/** Seconds, then what waits, then what is put off. */
export type ChartData = [at: number[], waiting: (number | null)[], deferred: (number | null)[]]

export interface Chart {
  show(data: ChartData): void
  destroy(): void
}

const height = 220
const fontOf = (host: HTMLElement) => `12px ${getComputedStyle(host).fontFamily}`

/** Draws into an element, as wide as that is, in the colours of the theme at this moment. */
export function drawChart(host: HTMLElement, plan: ChartPlan, data: ChartData): Chart {
  const color = colorsOf(host)
  const font = fontOf(host)
  const axis = { stroke: color('--grey'), font, ticks: { show: false }, gap: 6 }
  const lines = { stroke: color('--hairline'), width: 1 }
  const plot = new UPlot(
    {
      width: host.clientWidth,
      height,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [0, plan.seconds] },
        y: { range: (_plot, _least, most) => [0, Math.max(plan.top, most * 1.1)] },
      },
      axes: [
        { ...axis, grid: { show: false }, size: 28, incrs: [1, 2, 3, 5, 6, 10, 20] },
        { ...axis, grid: lines, size: 36 },
      ],
      series: [
        {},
        { stroke: color('--grey'), width: 2, points: { show: false } },
        { stroke: color('--accent'), width: 3, points: { show: false } },
      ],
      hooks: {
        drawClear: [(self) => shade(self, plan.fault, color('--late-wash'))],
        drawAxes: [(self) => drawExpected(self, plan.expected, { color: color('--faint'), font })],
      },
    },
    data,
    host,
  )
  const fit = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height }))
  fit.observe(host)
  return {
    show: (next) => plot.setData(next),
    destroy() {
      fit.disconnect()
      plot.destroy()
    },
  }
}

function shade(plot: UPlot, [from, to]: ChartPlan['fault'], fill: string): void {
  const { ctx, bbox } = plot
  const left = plot.valToPos(from, 'x', true)
  ctx.save()
  ctx.fillStyle = fill
  ctx.fillRect(left, bbox.top, plot.valToPos(to, 'x', true) - left, bbox.height)
  ctx.restore()
}

function drawExpected(
  plot: UPlot,
  expected: ChartPlan['expected'],
  { color, font }: { color: string; font: string },
): void {
  const { ctx, bbox } = plot
  const scale = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = ctx.fillStyle = color
  ctx.font = font.replace('12px', `${11 * scale}px`)
  ctx.textAlign = 'right'
  ctx.textBaseline = 'bottom'
  ctx.lineWidth = scale
  ctx.setLineDash([2 * scale, 4 * scale])
  for (const { value, text } of expected) {
    const y = Math.round(plot.valToPos(value, 'y', true))
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    ctx.fillText(text, bbox.left + bbox.width - 4 * scale, y - 2 * scale)
  }
  ctx.restore()
}

/** Custom properties as a canvas understands them: what `light-dark()` comes to is known only of an element. */
function colorsOf(host: HTMLElement): (name: string) => string {
  return (name) => {
    const probe = document.createElement('i')
    probe.style.color = `var(${name})`
    host.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }
}
