import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What the web's build says about its routes: the chunks each needs, and the first thing it asks for. */
const RouteTable = z.array(
  z.object({
    /** `*` stands for whatever no other path fits. */
    path: z.string(),
    chunks: z.array(z.string().startsWith('/')),
    /** Address of the route's first request, with the same parameters; null where it asks for nothing. */
    data: z.string().startsWith('/api/').nullable(),
    /** Whether only a member may ask for that. */
    member: z.boolean(),
    /** What its first screen always shows. */
    pictures: z.array(z.string().startsWith('/')).default([]),
  }),
)

export interface Hints {
  /** Whether the shop has a page here; without a table everything may be one. */
  knows(path: string): boolean
  /** The `Link` header for the document of a path, or undefined. */
  linkFor(path: string, hasSession: boolean): string | undefined
}

/**
 * Has the browser fetch a route's chunks and data while it still reads the document, instead of one after the other.
 *
 * The data is reused by the page's own fetch only when both agree on mode and credentials: `crossorigin` without a
 * value is what `fetch()` does by default (cors, same-origin), and sends the session cookie to our own origin. A
 * preload accepts a star where the page names NDJSON: both get the stream. Chromium hands it over line by line in
 * spite of `no-store` and `Vary: Accept` (seen: one request on the wire, parts drawn as they come).
 */
export async function readHints(folder: string): Promise<Hints> {
  const text = await readFile(join(folder, 'routes.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return { knows: () => true, linkFor: () => undefined }
  const routes = RouteTable.parse(JSON.parse(text)).map((route) => ({ ...route, match: matcher(route.path) }))
  return {
    knows: (path) => routes.some((route) => route.path !== '*' && route.match(path)),
    linkFor(path, hasSession) {
      for (const { match, chunks, data, member, pictures } of routes) {
        const params = match(path)
        if (!params) continue
        const links = chunks.map((chunk) =>
          chunk.endsWith('.css') ? `<${chunk}>; rel=preload; as=style` : `<${chunk}>; rel=modulepreload`,
        )
        for (const picture of pictures) links.push(`<${picture}>; rel=preload; as=image; fetchpriority=high`)
        if (data && (hasSession || !member))
          links.push(`<${filled(data, params)}>; rel=preload; as=fetch; crossorigin`)
        return links.join(', ') || undefined
      }
      return undefined
    },
  }
}

type Params = Record<string, string>

// A parameter that ends up in a header is of the kind our ids and names are made of, or there is no hint.
function matcher(template: string): (path: string) => Params | undefined {
  const names: string[] = []
  if (template === '*') return () => ({})
  const pattern = template
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:(\w+)/g, (_, name: string) => `${names.push(name) && ''}([\\w-]{1,100})`)
  const expression = new RegExp(`^${pattern}/?$`)
  return (path) => {
    const found = expression.exec(path)
    return found ? Object.fromEntries(names.map((name, at) => [name, found[at + 1]!])) : undefined
  }
}

const filled = (template: string, params: Params) =>
  template.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
