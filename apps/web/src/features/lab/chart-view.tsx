import { useEffect, useRef } from 'react'
import { useMessages } from '../../lib/language.ts'
import type { Chart, ChartData, ChartPlan } from './chart.ts'

interface ChartViewProps {
  title: string
  plan: ChartPlan
  data: ChartData
  isEmpty: boolean
}

const dark = matchMedia('(prefers-color-scheme: dark)')

/** A chart of fixed height; the code that draws it comes by itself. Its figures are in a table too. */
export function ChartView({ title, plan, data, isEmpty }: ChartViewProps) {
  const t = useMessages()
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart>(undefined)
  const latest = useRef(data)

  useEffect(() => {
    latest.current = data
    chart.current?.show(data)
  }, [data])

  useEffect(() => {
    const clear = () => {
      chart.current?.destroy()
      chart.current = undefined
    }
    let isCurrent = true
    const draw = async () => {
      const { drawChart } = await import('./chart.ts')
      if (!isCurrent || !host.current) return
      clear()
      chart.current = drawChart(host.current, plan, latest.current)
    }
    // Without its code there is no chart, and the tables tell all of it.
    const redraw = () => void draw().catch(() => undefined)
    redraw()
    const ended = onThemeChange(redraw)
    return () => {
      isCurrent = false
      ended()
      clear()
    }
  }, [plan])

  return (
    <figure className="min-w-0">
      <figcaption className="text-14 mb-1 font-medium">
        {title}
        <span className="sr-only">. {t.lab.chartOf}</span>
      </figcaption>
      <div className="relative h-55">
        <div
          ref={host}
          aria-hidden="true"
          className="h-55 w-full overflow-hidden [&_.u-axis]:absolute [&_.u-over]:absolute [&_.u-under]:absolute [&_.u-wrap]:relative [&_canvas]:block [&_canvas]:size-full"
        />
        {isEmpty && (
          <p className="text-14 text-grey absolute inset-0 grid place-items-center pb-7 pl-9 text-center">
            {t.lab.idle}
          </p>
        )}
      </div>
    </figure>
  )
}

/** Calls `redraw` whenever the colours are others; returns what ends that. */
function onThemeChange(redraw: () => void): () => void {
  const observer = new MutationObserver(redraw)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  dark.addEventListener('change', redraw)
  return () => {
    observer.disconnect()
    dark.removeEventListener('change', redraw)
  }
}
