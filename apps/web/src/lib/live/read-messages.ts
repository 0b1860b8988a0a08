import type { LiveEvent } from '@nowait/contract/bff'

/** What the server sent between two blank lines. `event` is missing where only the position has moved on. */
export interface LiveMessage<E = LiveEvent> {
  position: number | undefined
  event: E | undefined
  /** After how long the server would like to be asked again, ms. */
  retryMs: number | undefined
}

/**
 * Reads server-sent events until they end, and calls `alive` whenever bytes come, those of a heartbeat too. Our own and
 * not EventSource, which tells neither heartbeats nor why it was refused, and cannot go on where another tab has stopped.
 */
export async function* readMessages<E = LiveEvent>(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  alive: () => void,
): AsyncGenerator<LiveMessage<E>> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      alive()
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) yield messageOf<E>(block)
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

function messageOf<E>(block: string): LiveMessage<E> {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()]
    }),
  )
  const number = (name: string) => (fields.has(name) ? Number(fields.get(name)) : undefined)
  const data = fields.get('data')
  return {
    position: number('id'),
    event: data === undefined ? undefined : (JSON.parse(data) as E),
    retryMs: number('retry'),
  }
}
