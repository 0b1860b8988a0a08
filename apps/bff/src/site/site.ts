import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { Problem, problemResponse } from '@nowait/contract/problem'
import { pushWorkerPolicy, shopPolicy } from '../http/security-headers.ts'
import { readSite } from './files.ts'
import { readHints } from './hints.ts'
import { offerDemo } from './offer-demo.ts'
import { sendFile } from './send-file.ts'

export interface SiteOptions {
  /** Folder of the built shop. */
  folder: string
  /** Whether the request carries a session cookie; nobody looks whether it is good, for a hint that is enough. */
  hasSession: (c: Context) => boolean
  /** An account that anybody may use for a first look. */
  demo?: { email: string; password: string }
}

/**
 * The built shop. A page of the shop is its one document, whatever the path; what looks like a file and is none, and
 * what no page of the shop links to, is 404.
 */
export async function createSite({ folder, hasSession, demo }: SiteOptions) {
  const files = await readSite(folder)
  const hints = await readHints(folder)
  const built = files.get('/index.html')
  if (built && demo) files.set('/index.html', offerDemo(built, demo))

  return (c: Context): Response => {
    if (c.req.raw.method !== 'GET' && c.req.raw.method !== 'HEAD') return onlyRead()
    const path = plainPath(c)
    if (path === undefined || /^\/api(\/|$)/i.test(path)) throw new Problem('NOT_FOUND')
    const asked = {
      acceptEncoding: c.req.header('accept-encoding'),
      ifNoneMatch: c.req.header('if-none-match'),
    }
    const file = path === '/index.html' ? undefined : files.get(path)
    if (file) return sendFile(file, asked, policyOf(path))
    if (!isPage(c, path)) throw new Problem('NOT_FOUND')
    const document = files.get('/index.html')
    if (!document)
      throw new Problem('SERVICE_UNAVAILABLE', { detail: 'The shop is not built yet: npm run build' })
    const link = hints.linkFor(path, hasSession(c))
    return sendFile(
      document,
      asked,
      { 'content-security-policy': shopPolicy, vary: 'Cookie', ...(link && { link }) },
      path === '/index.html' || hints.knows(path) ? 200 : 404,
    )
  }
}

// A worker lives under the policy of its script, as a page under that of its document. Other files have that of data.
const policyOf = (path: string): Record<string, string> =>
  path === '/push-worker.js' ? { 'content-security-policy': pushWorkerPolicy } : {}

// Judged as it was sent: anything that could mean another path to somebody else on the way is no path of ours.
function plainPath(c: Context): string | undefined {
  const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming
  const sent = (incoming?.url ?? new URL(c.req.url).pathname).replace(/[?#].*$/s, '')
  return /^(\/|(\/[\w~-][\w.~-]*)+\/?)$/.test(sent) ? sent : undefined
}

const isPage = (c: Context, path: string) =>
  path === '/index.html' ||
  (/^[^.]*$/.test(path) && /text\/html|\*\/\*/.test(c.req.header('accept') ?? '*/*'))

function onlyRead(): Response {
  const response = problemResponse('METHOD_NOT_ALLOWED')
  response.headers.set('allow', 'GET, HEAD')
  return response
}
