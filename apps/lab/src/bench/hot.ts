import type { Profiler } from 'node:inspector'
import { fileURLToPath } from 'node:url'

/** Where the processor time of a process went. */
export interface Profile {
  /** Which process. */
  of: string
  /** Of the time that was looked at, how much the process had nothing to do. */
  idle: number
  /** Of the rest, by what it did itself, the greatest first. */
  functions: Array<{ name: string; share: number }>
}

const shown = 12
const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The functions that took the most, without what they called. */
export function summarize(of: string, { nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Profile {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map<string, number>()
  samples.forEach((id, at) => {
    const name = names.get(id)!
    times.set(name, (times.get(name) ?? 0) + timeDeltas[at]!)
  })
  const idle = times.get('(idle)') ?? 0
  times.delete('(idle)')
  // To look takes time itself.
  times.delete('post (node:inspector)')
  const busy = [...times.values()].reduce((sum, each) => sum + each, 0)
  const functions = [...times]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, shown)
    .map(([name, time]) => ({ name, share: time / busy }))
  return { of, idle: idle / (idle + busy), functions }
}

/** The function and where it is: in a package, in Node itself, or in a file of this repository. */
function nameOf({ functionName, url }: { functionName: string; url: string }): string {
  const path = url.startsWith('file:') ? fileURLToPath(url).replace(root, '') : url
  const [, library] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? []
  const where = library ?? path
  return [functionName || 'anonymous', where && `(${where})`].filter(Boolean).join(' ')
}

/** A profile for people to read. */
export function sayProfile({ of, idle, functions }: Profile): string {
  const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
  const each = functions.map(({ name, share }) => `${percent(share)} ${name}`)
  return `where the time of ${of} goes (idle ${percent(idle)}): ${each.join(', ')}`
}
