import type { LiveRow } from './store.ts'

/** So many unread chunks and the reader is cut off; it comes back with its last position and misses nothing. */
const maxUnread = 200

/** One open connection of a browser. Rows it has seen before are left out, and those that come while it catches up wait. */
export interface LiveStream {
  readonly session: string
  readonly member: string
  readonly body: ReadableStream<Uint8Array>
  /** Rows of its member, as the log goes on. */
  deliver(row: LiveRow): void
  /** What it missed, then on from `position`; rows delivered meanwhile follow. `rows` undefined: too much is gone. */
  catchUp(rows: LiveRow[] | undefined, position: number): void
  heartbeat(): void
  close(): void
}

const encoder = new TextEncoder()
const data = (row: { position: number; event: unknown }) =>
  `id: ${row.position}\ndata: ${JSON.stringify(row.event)}\n\n`

export function liveStream(
  session: string,
  member: string,
  closed: (stream: LiveStream) => void,
): LiveStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let early: LiveRow[] | undefined = []
  let position = 0

  const write = (text: string) => {
    if (!controller) return
    controller.enqueue(encoder.encode(text))
    if ((controller.desiredSize ?? 0) < -maxUnread) stream.close()
  }
  const deliver = (row: LiveRow) => {
    if (row.position <= position) return
    position = row.position
    write(data(row))
  }
  const stream: LiveStream = {
    session,
    member,
    body: new ReadableStream<Uint8Array>({
      start: (own) => void (controller = own),
      cancel() {
        controller = undefined
        closed(stream)
      },
    }),
    deliver: (row) => void (early ? early.push(row) : deliver(row)),
    catchUp(rows, from) {
      // Browsers come back after this many ms; spread out, so that a restart is not met by all of them at once.
      write(`retry: ${1_000 + Math.floor(Math.random() * 3_000)}\n`)
      for (const row of rows ?? []) deliver(row)
      position = Math.max(position, from)
      // An id without data tells nobody anything, and is what the browser sends when it comes back.
      write(rows ? `id: ${position}\n\n` : data({ position, event: { type: 'reset' } }))
      const waited = early ?? []
      early = undefined
      for (const row of waited) deliver(row)
    },
    heartbeat: () => write(':\n\n'),
    close() {
      if (!controller) return
      const open = controller
      controller = undefined
      closed(stream)
      open.close()
    },
  }
  return stream
}
