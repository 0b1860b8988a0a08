import { brotliCompressSync, gzipSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import type { SiteFile } from './files.ts'

/**
 * The document with the demo account in a meta tag: the sign-in page offers it in one tap where it finds the tag, and
 * does not even mention it elsewhere. An inline script could say the same, and the site allows none.
 */
export function offerDemo(document: SiteFile, account: { email: string; password: string }): SiteFile {
  const tag = `<meta name="nowait-demo" content="${account.email} ${account.password}" />`
  const identity = Buffer.from(document.bytes.identity.toString('utf8').replace('</head>', `${tag}</head>`))
  return {
    ...document,
    hash: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    bytes: { identity, br: brotliCompressSync(identity), gzip: gzipSync(identity) },
  }
}
