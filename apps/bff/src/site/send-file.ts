import type { Encoding, SiteFile } from './files.ts'

/** What the request says about the answer it can use. */
export interface Asked {
  acceptEncoding: string | undefined
  ifNoneMatch: string | undefined
}

/** The smallest form of the file that the browser takes, or 304 when it has that one. */
export function sendFile(
  file: SiteFile,
  asked: Asked,
  extra: Record<string, string> = {},
  status = 200,
): Response {
  const encoding = chooseEncoding(asked.acceptEncoding, Object.keys(file.bytes) as Encoding[])
  const etag = `"${file.hash}${encoding === 'identity' ? '' : `-${encoding}`}"`
  const headers: Record<string, string> = { etag, 'cache-control': file.cacheControl, ...extra }
  if (Object.keys(file.bytes).length > 1)
    headers.vary = ['Accept-Encoding', extra.vary].filter(Boolean).join(', ')
  if (status === 200 && matches(asked.ifNoneMatch, etag)) return new Response(null, { status: 304, headers })
  headers['content-type'] = file.type
  if (encoding !== 'identity') headers['content-encoding'] = encoding
  const bytes = file.bytes[encoding] ?? file.bytes.identity
  headers['content-length'] = String(bytes.byteLength)
  return new Response(bytes, { status, headers })
}

/** Brotli before gzip before nothing, among those the browser accepts and the build made. */
export function chooseEncoding(accepted = '', made: Encoding[]): Encoding {
  const refused = new Set<string>()
  const taken = new Set<string>()
  for (const [name = '', ...parameters] of accepted
    .toLowerCase()
    .split(',')
    .map((one) => one.split(';'))) {
    const isRefused = parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter))
    ;(isRefused ? refused : taken).add(name.trim())
  }
  const fits = (name: Encoding) =>
    made.includes(name) && !refused.has(name) && (taken.has(name) || taken.has('*'))
  return fits('br') ? 'br' : fits('gzip') ? 'gzip' : 'identity'
}

const matches = (header: string | undefined, etag: string) =>
  header?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag) ?? false
