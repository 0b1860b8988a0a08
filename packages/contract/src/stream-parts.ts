import type { Context } from 'hono'
import type { StreamEndpoint } from './endpoint.ts'
import { partsHeader } from './headers.ts'
import { encodePart, PartBytes, partSchema, type PartSource } from './part.ts'
import { Problem } from './problem.ts'
import { checkJson, Raw } from './raw.ts'

type AnyParts = AsyncGenerator<PartSource<Record<string, unknown>>>

interface StreamOptions {
  /** Called when the reader has gone or the stream has ended badly: stops the work behind it. */
  leave: () => void
  check?: boolean
  fail: (error: unknown) => void
}

/** The page in the representation the caller accepts: one object for application/json, else a line for each part as it arrives. */
export async function streamParts(
  c: Context,
  endpoint: StreamEndpoint,
  source: AnyParts,
  options: StreamOptions,
) {
  const parts = options.check ? checked(endpoint, source) : source
  const form = negotiate(c.req.header('accept'))
  c.header('vary', 'Accept', { append: true })
  if (!form) throw new Problem('NOT_ACCEPTABLE')
  if (c.req.raw.method === 'HEAD') {
    options.leave()
    await source.return(undefined).catch(() => undefined)
    return c.body(null)
  }
  if (form === 'object') return c.body(await asObject(parts), 200, { 'content-type': 'application/json' })
  // The first part is awaited before the head goes out: a page that turns out not to exist can still be a 404.
  const lines = linesOf(await parts.next(), parts, options)
  const { leftTo } = (c.env ?? {}) as LeavesLines
  const headers = {
    'content-type': 'application/x-ndjson',
    [partsHeader]: Object.keys(endpoint.parts).join(','),
    'x-accel-buffering': 'no',
  }
  if (!leftTo) return c.body(asStream(lines), 200, headers)
  leftTo.lines = lines
  return c.body(null, 200, headers)
}

/** The lines of a page, for whoever writes them. */
export interface PageLines {
  /** The next one; undefined after the last. Throws when the page cannot go on, which has been told: cut it off. */
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** The reader has gone: stops the work behind it. */
  leave(): void
}

/** The `c.env` of a server that writes lines itself, after the head that the app answers: cheaper than a web stream. */
export interface LeavesLines {
  leftTo?: { lines?: PageLines }
}

/** A page that is at hand as its lines: sent as they are, or as one object to who wants that. */
export function keptPage(c: Context, endpoint: StreamEndpoint, lines: Raw, check = false): Response {
  const form = negotiate(c.req.header('accept'))
  c.header('vary', 'Accept', { append: true })
  if (!form) throw new Problem('NOT_ACCEPTABLE')
  const { status, headers } = lines
  if (status !== 200) return new Raw(lines.bytes, { status, headers }).response(c.res.headers)
  if (check) checkLines(endpoint, lines.bytes)
  if (form === 'object')
    return new Raw(objectOf(lines.bytes), {
      headers: { ...headers, 'content-type': 'application/json' },
    }).response(c.res.headers)
  return new Raw(lines.bytes, {
    headers: {
      ...headers,
      'content-type': 'application/x-ndjson',
      [partsHeader]: Object.keys(endpoint.parts).join(','),
    },
  }).response(c.res.headers)
}

const decoder = new TextDecoder()

function objectOf(lines: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts = decoder
    .decode(lines)
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { part, ...rest } = JSON.parse(line) as { part: string }
      return [part, rest] as const
    })
  return new TextEncoder().encode(JSON.stringify(Object.fromEntries(parts)))
}

function checkLines(endpoint: StreamEndpoint, lines: Uint8Array): void {
  for (const [part, value] of Object.entries(JSON.parse(decoder.decode(objectOf(lines))) as object)) {
    const schema = endpoint.parts[part]
    if (!schema) throw new Error(`The page has no part ${part}`)
    checkJson(partSchema(schema), value, `part ${part}`)
  }
}

/** A preload sends a star, curl too: they get the stream. Who names JSON and not NDJSON wants one object. */
export function negotiate(accept = '*/*'): 'lines' | 'object' | undefined {
  const accepted = accept
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((piece) => piece.trim()))
    .filter(([, ...parameters]) => !parameters.some((p) => /^q=0(\.0*)?$/.test(p)))
    .map(([type]) => type)
  if (accepted.includes('application/x-ndjson')) return 'lines'
  if (accepted.includes('application/json')) return 'object'
  return accepted.includes('*/*') || accepted.includes('application/*') ? 'lines' : undefined
}

async function* checked(endpoint: StreamEndpoint, source: AnyParts): AnyParts {
  for await (const part of source) {
    const schema = endpoint.parts[part.part]
    if (!schema) throw new Error(`The page has no part ${part.part}`)
    const { part: _, ...rest } = part
    const value =
      'data' in rest && rest.data instanceof PartBytes
        ? { ...rest, data: JSON.parse(new TextDecoder().decode(rest.data.bytes)) }
        : rest
    checkJson(partSchema(schema), value, `part ${part.part}`)
    yield part
  }
}

async function asObject(parts: AnyParts): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  const comma = new Uint8Array([44])
  for await (const part of parts) {
    if (pieces.length > 0) pieces.push(comma)
    pieces.push(...encodePart(part, 'member'))
  }
  return joined([new Uint8Array([123]), ...pieces, new Uint8Array([125])])
}

function linesOf(
  first: IteratorResult<PartSource<Record<string, unknown>>>,
  parts: AnyParts,
  options: StreamOptions,
): PageLines {
  let next: typeof first | undefined = first
  return {
    async next() {
      try {
        const { done, value } = next ?? (await parts.next())
        next = undefined
        return done ? undefined : joined(encodePart(value, 'line'))
      } catch (error) {
        // Trouble upstream is a part with a problem; whatever ends here is a bug.
        options.fail(error)
        options.leave()
        throw error
      }
    },
    leave() {
      options.leave()
      parts.return(undefined).catch(() => undefined)
    },
  }
}

const asStream = (lines: PageLines) =>
  new ReadableStream<Uint8Array>({
    async pull(controller) {
      const line = await lines.next()
      if (line) controller.enqueue(line)
      else controller.close()
    },
    cancel: () => lines.leave(),
  })

function joined(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}
