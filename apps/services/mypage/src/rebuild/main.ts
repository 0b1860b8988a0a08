import { parseArgs } from 'node:util'
import { databaseUrl, readConfig } from '@nowait/chassis/config'
import { z } from 'zod'
import { createBar } from './bar.ts'
import type { Rebuilt } from './rebuild.ts'
import { runRebuild } from './run.ts'

const { DATABASE_URL: url } = readConfig(z.object({ DATABASE_URL: databaseUrl }))
const { values } = parseArgs({ options: { compare: { type: 'boolean', default: false } } })
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const bar = createBar(process.stdout)
const started = performance.now()
try {
  const kind = values.compare ? 'compare' : 'rebuild'
  const ran = await runRebuild({ url, kind, signal: stopping.signal, onProgress: bar.show })
  bar.end()
  if (ran.outcome === 'done') {
    process.stdout.write(inWords(ran.done))
    process.exitCode = values.compare && ran.done.differences.length > 0 ? 2 : 0
  } else if (ran.outcome === 'busy')
    fail('A rebuild runs already: wait for it, or end it and start this again.')
  else fail('Stopped. Start it again to go on where it was.')
} finally {
  bar.end()
}

function inWords({ resumed, events, members, differences, holes, switched }: Rebuilt): string {
  const seconds = (performance.now() - started) / 1_000
  const rate = events / seconds
  return [
    `${resumed ? 'went on with' : 'read'} ${events} events of ${members} members in ${seconds.toFixed(1)} s: ${Math.round(rate)} a second, ${(1_000_000 / rate / 60).toFixed(1)} min for a million`,
    `${differences.length} pages are not what they were${differences.length > 0 ? `: ${differences.slice(0, 20).join(', ')}` : ''}`,
    ...(holes > 0 ? [`${holes} things lack events that are no longer in the logs`] : []),
    switched ? 'switched: the new pages are read' : 'compared only: the pages are as they were',
    '',
  ].join('\n')
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
