import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

/** A file of the built shop, in memory, as built: with its compressed twins where the build made them. */
export interface SiteFile {
  type: string
  cacheControl: string
  /** Of the content; each encoding adds its name. */
  hash: string
  bytes: Partial<Record<Encoding, Buffer<ArrayBuffer>>> & { identity: Buffer<ArrayBuffer> }
}

export type Encoding = 'br' | 'gzip' | 'identity'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

const twins: Record<string, Encoding> = { '.br': 'br', '.gz': 'gzip' }

/** What the build leaves for servers and debuggers rather than for browsers. */
const kept = /(^|\/)\.|\.map$|^\/routes\.json$/

/**
 * Every file below a folder by its URL path. Only these paths exist: no request is ever turned into a path of the
 * disk. A folder that is not there gives no files.
 */
export async function readSite(folder: string): Promise<Map<string, SiteFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .filter((path) => !kept.test(path))
  const files = new Map<string, SiteFile>()
  for (const path of paths.filter((name) => !(extname(name) in twins))) {
    const identity = await readFile(join(folder, path))
    files.set(path, { ...describe(path, identity), bytes: { identity } })
  }
  for (const path of paths.filter((name) => extname(name) in twins)) {
    const original = files.get(path.slice(0, -extname(path).length))
    if (original) original.bytes[twins[extname(path)]!] = await readFile(join(folder, path))
  }
  return files
}

const describe = (path: string, content: Buffer) => ({
  type: types[extname(path)] ?? 'application/octet-stream',
  cacheControl: cacheControlOf(path),
  hash: createHash('sha256').update(content).digest('base64url').slice(0, 22),
})

function cacheControlOf(path: string): string {
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable'
  if (path.startsWith('/goods/')) return 'public, max-age=86400'
  return 'no-cache'
}
