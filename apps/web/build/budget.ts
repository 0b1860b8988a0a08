import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'
import { initialFiles, lazyFiles } from './initial-files.ts'
import { routeSources } from './route-sources.ts'

/** Bytes after gzip -9. */
const limits = { initial: 90_000, route: 15_000, css: 10_000, chart: 24_000 }
/** Comes after the page of the lab, and with it alone: uPlot is as large as a page and a half. */
const chart = '/src/features/lab/chart.ts'

/** Prints what a first visit costs and fails the build when it costs more than it may. */
export function budget(): Plugin {
  let root = ''
  return {
    name: 'nowait-budget',
    configResolved: (config) => void (root = config.root),
    async writeBundle(_options, bundle) {
      const css = Object.keys(bundle).filter((file) => file.endsWith('.css'))
      const rows = [
        row('initial JavaScript', gzipped(bundle, initialFiles(bundle)), limits.initial),
        row('CSS', gzipped(bundle, css), limits.css),
      ]
      for (const { path, sources } of await routeSources(root))
        rows.push(row(`page ${path}`, gzipped(bundle, lazyFiles(bundle, sources)), limits.route))
      rows.push(row('chart of /lab', gzipped(bundle, lazyFiles(bundle, [chart])), limits.chart))
      for (const { what, bytes, limit } of rows)
        console.log(`${what.padEnd(24)} ${kilobytes(bytes)} gzip of ${kilobytes(limit)}`)
      const over = rows.filter(({ bytes, limit }) => bytes > limit)
      if (over.length > 0) this.error(`Over budget: ${over.map(({ what }) => what).join(', ')}`)
    },
  }
}

const row = (what: string, bytes: number, limit: number) => ({ what, bytes, limit })

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(5)} kB`

function gzipped(bundle: Rolldown.OutputBundle, files: Iterable<string>): number {
  let sum = 0
  for (const name of files) {
    const file = bundle[name]
    if (file) sum += gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).byteLength
  }
  return sum
}
