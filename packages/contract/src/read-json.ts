import { Problem } from './problem.ts'

export interface JsonLimits {
  /** Bytes of the body; more is refused before it is read to the end. */
  maxBytes: number
  /** Nesting of objects and arrays; a deep body is small but costs a deep walk everywhere it goes. */
  maxDepth: number
}

export const defaultJsonLimits: JsonLimits = { maxBytes: 64 * 1024, maxDepth: 32 }

/** Reads a request's JSON body. Throws UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or MALFORMED_REQUEST. */
export async function readJson(request: Request, limits: JsonLimits = defaultJsonLimits): Promise<unknown> {
  // A text/plain or form POST needs no preflight: reading JSON from it would open every endpoint to other sites.
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new Problem('UNSUPPORTED_MEDIA_TYPE')
  }
  const body = await readText(request, limits.maxBytes)
  if (depthOf(body) > limits.maxDepth) {
    throw new Problem('MALFORMED_REQUEST', {
      detail: `The body is nested deeper than ${limits.maxDepth} levels`,
    })
  }
  try {
    return JSON.parse(body)
  } catch {
    throw new Problem('MALFORMED_REQUEST', { detail: 'The body is not JSON' })
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () => new Problem('PAYLOAD_TOO_LARGE', { detail: `At most ${maxBytes} bytes are read` })
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  if (!request.body) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let text = ''
  try {
    for await (const chunk of chunksOf(request.body)) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) throw tooLarge()
      text += decoder.decode(chunk, { stream: true })
    }
    return text + decoder.decode()
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('MALFORMED_REQUEST', { detail: 'The body could not be read as UTF-8 text' })
  }
}

// Not every browser can iterate a ReadableStream, and this file also runs in the mock.
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Deepest nesting outside of strings, counted without parsing. */
export function depthOf(json: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < json.length; i++) {
    const character = json.charCodeAt(i)
    if (inString) {
      if (character === 92) i++
      else if (character === 34) inString = false
    } else if (character === 34) inString = true
    else if (character === 123 || character === 91) deepest = Math.max(deepest, ++depth)
    else if (character === 125 || character === 93) depth--
  }
  return deepest
}
