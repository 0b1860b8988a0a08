/**
 * What can go wrong on a connection, in the words of toxiproxy (its `blackhole` is a `timeout` of 0, its limits are ours);
 * `corrupt` is added. Times are ms, `rate` kB a second, `delay` of the slicer microseconds, as there.
 */
export type Toxic =
  | { type: 'latency'; latency: number; jitter?: number }
  | { type: 'bandwidth'; rate: number }
  /** Lets nothing through, and closes after so long; 0: never. */
  | { type: 'timeout'; timeout: number }
  /** Tears the connection down after so long. */
  | { type: 'reset_peer'; timeout: number }
  | { type: 'slicer'; average_size: number; size_variation?: number; delay?: number }
  /** Closes when so many bytes are through. */
  | { type: 'limit_data'; bytes: number }
  /** Takes everything, and nothing arrives. */
  | { type: 'blackhole' }
  /** Flips a bit in this share of the bytes. */
  | { type: 'corrupt'; share: number }

/** `upstream`: what clients send; `downstream`: what they get. */
export type Direction = 'upstream' | 'downstream'

export interface Added {
  name: string
  toxic: Toxic
  direction: Direction
  /** The share of the connections that it is for. */
  toxicity: number
}

/** Bytes on their way, and how long they wait before they go on, ms. */
export interface Piece {
  bytes: Uint8Array
  waitMs: number
}

/** What became of some bytes: the pieces, and whether the connection ends behind them. */
export interface Passed {
  pieces: Piece[]
  closes?: true
}

export interface LinkState {
  /** How long these bytes have waited already, ms. */
  heldMs: number
  /** Bytes that went through this toxic before. */
  through: number
  random: () => number
}
