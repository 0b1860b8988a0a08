import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { SiteFile } from './files.ts'
import { offerDemo } from './offer-demo.ts'

const document: SiteFile = {
  type: 'text/html; charset=utf-8',
  cacheControl: 'no-cache',
  hash: 'as-built',
  bytes: { identity: Buffer.from('<head><title>t</title></head><body></body>'), br: Buffer.from('old') },
}

test('the demo account stands in the document, whatever encoding the browser takes', () => {
  const { bytes, hash } = offerDemo(document, { email: 'demo@nowait.shop', password: 'nowait-demo' })
  const text = bytes.identity.toString()
  expect(text).toContain('<meta name="nowait-demo" content="demo@nowait.shop nowait-demo" /></head>')
  expect(brotliDecompressSync(bytes.br!).toString()).toBe(text)
  expect(gunzipSync(bytes.gzip!).toString()).toBe(text)
  expect(hash).not.toBe('as-built')
})
