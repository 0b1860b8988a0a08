import type { Rolldown } from 'vite'

type Bundle = Rolldown.OutputBundle

/** File names of a chunk and of everything it needs before it can run. */
export function filesOf(bundle: Bundle, fileName: string, seen = new Set<string>()): Set<string> {
  const file = bundle[fileName]
  if (seen.has(fileName) || file?.type !== 'chunk') return seen
  seen.add(fileName)
  for (const imported of file.imports) filesOf(bundle, imported, seen)
  return seen
}

/** What index.html makes the browser load before anything else can happen. */
export function initialFiles(bundle: Bundle): Set<string> {
  const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
  if (!entry) throw new Error('The bundle has no entry chunk')
  return filesOf(bundle, entry.fileName)
}

/** What lazily loaded source files bring beyond the initial files; throws when one has no chunk of its own. */
export function lazyFiles(bundle: Bundle, sources: string[]): string[] {
  const initial = initialFiles(bundle)
  const files = new Set(sources.flatMap((source) => [...filesOf(bundle, chunkOf(bundle, source))]))
  return [...files].filter((file) => !initial.has(file))
}

function chunkOf(bundle: Bundle, source: string): string {
  const isIt = (file: Bundle[string]) =>
    file.type === 'chunk' && file.moduleIds.some((module) => module.endsWith(source))
  const chunk = Object.values(bundle).find(isIt)
  if (!chunk) throw new Error(`No chunk was built for ${source}`)
  return chunk.fileName
}
