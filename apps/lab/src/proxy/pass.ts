import type { LinkState, Passed, Piece, Toxic } from './toxics.ts'

/** A slow line is fed in pieces of this time, so that it flows and does not jerk, ms. */
const stepMs = 50

/** What a toxic makes of bytes that come by. Knows no socket and no clock. */
export function pass(toxic: Toxic, pieces: Piece[], state: LinkState): Passed {
  switch (toxic.type) {
    case 'latency':
      return { pieces: delay(pieces, toxic, state) }
    case 'bandwidth':
      return { pieces: pieces.flatMap((piece) => slowed(piece, toxic.rate)) }
    case 'slicer':
      return { pieces: pieces.flatMap((piece) => sliced(piece, toxic, state.random)) }
    case 'limit_data':
      return limit(pieces, toxic.bytes - state.through)
    case 'corrupt':
      return { pieces: pieces.map((piece) => corrupt(piece, toxic.share, state.random)) }
    case 'timeout':
    case 'blackhole':
      return { pieces: [] }
    case 'reset_peer':
      return { pieces }
  }
}

function delay(
  [first, ...rest]: Piece[],
  { latency, jitter = 0 }: { latency: number; jitter?: number },
  { heldMs, random }: LinkState,
): Piece[] {
  if (!first) return []
  const wanted = latency + (random() * 2 - 1) * jitter
  return [{ ...first, waitMs: first.waitMs + Math.max(0, wanted - heldMs) }, ...rest]
}

/** A kB a second is a byte a ms. */
function slowed({ bytes, waitMs }: Piece, rate: number): Piece[] {
  const size = Math.max(1, Math.floor(rate * stepMs))
  return cutUp(bytes, () => size).map((part, at) => ({
    bytes: part,
    waitMs: part.length / rate + (at === 0 ? waitMs : 0),
  }))
}

function sliced(
  { bytes, waitMs }: Piece,
  { average_size: average, size_variation: variation = 0, delay = 0 }: Extract<Toxic, { type: 'slicer' }>,
  random: () => number,
): Piece[] {
  const size = () => Math.max(1, Math.round(average + (random() * 2 - 1) * variation))
  return cutUp(bytes, size).map((part, at) => ({ bytes: part, waitMs: at === 0 ? waitMs : delay / 1_000 }))
}

function cutUp(bytes: Uint8Array, size: () => number): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += parts.at(-1)!.length) parts.push(bytes.subarray(at, at + size()))
  return parts
}

function limit(pieces: Piece[], left: number): Passed {
  const kept: Piece[] = []
  for (const { bytes, waitMs } of pieces) {
    if (left > 0) kept.push({ bytes: bytes.subarray(0, left), waitMs })
    left -= bytes.length
  }
  return left > 0 ? { pieces: kept } : { pieces: kept, closes: true }
}

function corrupt({ bytes, waitMs }: Piece, share: number, random: () => number): Piece {
  return {
    waitMs,
    bytes: bytes.map((byte) => (random() < share ? byte ^ (1 << Math.floor(random() * 8)) : byte)),
  }
}
