import { bffRoutes } from '@nowait/contract/bff.routes'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What is read of a route here; src/lib/router.ts has all of it. */
interface Route {
  path: string
  load: () => unknown
  words: readonly string[]
  data?: keyof typeof bffRoutes
  input?: unknown
  member?: true
  pictures?: readonly string[]
}

export interface RouteSource {
  path: string
  /** The page's module and its Korean texts, each as a path that begins with `/src`. */
  sources: string[]
  /** Address of the first data request, with the parameters of `path`; null: none that could be named beforehand. */
  data: string | null
  member: boolean
  pictures: readonly string[]
}

/** The route table, read by running it: its pages are behind `import()` and stay unloaded. */
export async function routeSources(root: string): Promise<RouteSource[]> {
  const load = (file: string) => import(pathToFileURL(join(root, 'src', file)).href)
  const { routes } = (await load('routes.ts')) as { routes: Record<string, Route> }
  return Object.values(routes).map((route) => ({
    path: route.path,
    sources: [sourceOf(route.load), ...route.words.map((area) => `/src/messages/ko/${area}.ts`)],
    data: route.data && !route.input ? bffRoutes[route.data].replace('GET ', '') : null,
    member: route.member ?? false,
    pictures: route.pictures ?? [],
  }))
}

function sourceOf(load: () => unknown): string {
  const found = /import\(\s*['"]\.(\/[^'"]+)['"]\s*\)/.exec(load.toString())
  if (!found) throw new Error(`A route does not load its page with import('./…'): ${load}`)
  return `/src${found[1]}`
}
