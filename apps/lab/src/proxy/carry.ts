import { once } from 'node:events'
import type { Socket } from 'node:net'
import { type Clock, pause } from '@nowait/chassis/clock'
import { pass } from './pass.ts'
import type { Added, Piece } from './toxics.ts'

/** What a direction may hold in memory before it makes its sender wait. */
const mostBytes = 1024 * 1024

export interface Carrier {
  from: Socket
  to: Socket
  /** Those for this connection and direction, as they are now. */
  toxics: () => Added[]
  clock: Clock
  random: () => number
  signal: AbortSignal
}

/** Carries bytes one way until the sender ends or a toxic does. Rejects when `signal` fires or a socket breaks. */
export async function carry({
  from,
  to,
  toxics,
  clock,
  random,
  signal,
}: Carrier): Promise<'ended' | 'closed'> {
  const through = new Map<string, number>()

  for await (const { bytes, at } of arrivals(from, clock, signal)) {
    let pieces: Piece[] = [{ bytes, waitMs: 0 }]
    let closes = false
    for (const { name, toxic } of toxics()) {
      const before = through.get(name) ?? 0
      const passed = pass(toxic, pieces, { heldMs: clock.now() - at, through: before, random })
      pieces = passed.pieces
      closes ||= passed.closes ?? false
      through.set(name, before + pieces.reduce((sum, piece) => sum + piece.bytes.length, 0))
    }
    for (const { bytes, waitMs } of pieces) {
      if (waitMs >= 1) await pause(clock, waitMs, signal)
      if (!to.write(bytes)) await once(to, 'drain', { signal })
    }
    if (closes) return 'closed'
  }
  return 'ended'
}

interface Arrival {
  bytes: Uint8Array
  at: number
}

/** What comes in, with the time of its coming: later it might have waited for what is before it. */
async function* arrivals(from: Socket, clock: Clock, signal: AbortSignal): AsyncGenerator<Arrival> {
  const waiting: Arrival[] = []
  let held = 0
  let ended = false
  let wake = () => {}
  from.on('data', (bytes: Uint8Array) => {
    waiting.push({ bytes, at: clock.now() })
    held += bytes.length
    if (held > mostBytes) from.pause()
    wake()
  })
  from.once('end', () => {
    ended = true
    wake()
  })
  signal.addEventListener('abort', () => wake(), { once: true })
  for (;;) {
    signal.throwIfAborted()
    const next = waiting.shift()
    if (next) {
      yield next
      held -= next.bytes.length
      if (from.isPaused() && held < mostBytes) from.resume()
      continue
    }
    if (ended) return
    await new Promise<void>((resolve) => (wake = resolve))
  }
}
