import { vi } from 'vitest'

/** A page endpoint whose lines are sent one by one by the test; each opening of the page is one stream. */
export function stubPage(parts: readonly string[]) {
  const streams: ReturnType<typeof openStream>[] = []
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async (_url, init) => {
    const stream = openStream(init.signal ?? undefined)
    streams.push(stream)
    const headers = { 'content-type': 'application/x-ndjson', 'nowait-parts': parts.join(',') }
    return new Response(stream.body, { headers })
  })
  vi.stubGlobal('fetch', fetch)
  return { fetch, stream: (index = 0) => streams[index]! }
}

function openStream(signal: AbortSignal | undefined) {
  let controller!: ReadableStreamDefaultController<Uint8Array>
  const state = { isLeft: false }
  const body = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel: () => void (state.isLeft = true),
  })
  signal?.addEventListener('abort', () => {
    state.isLeft = true
    controller.error(signal.reason)
  })
  return {
    body,
    state,
    send: (line: object) => controller.enqueue(new TextEncoder().encode(`${JSON.stringify(line)}\n`)),
    end: () => controller.close(),
    cut: () => controller.error(new TypeError('network error')),
  }
}
