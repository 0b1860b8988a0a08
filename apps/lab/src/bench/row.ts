import type { Profile } from './hot.ts'
import type { Place } from './place.ts'
import { type Spread, spreadOf } from './statistics.ts'

/** How a figure goes as something grows. */
export interface Curve {
  /** What grows. */
  of: string
  points: Array<{ at: number; value: number }>
}

/** One comparison, always the better the higher its ratio. */
export interface Row {
  name: string
  /** Of both figures, e.g. `orders/s` or `ms`. */
  unit: string
  ours: Spread
  peer: Spread & { name: string }
  /** How many times better ours is, of the same rounds. */
  ratio: Spread
  /** Its median must hold, or the command fails; null: shown, not judged. */
  floor: number | null
  /** What we are after. */
  stretch: number | null
  /** What else is to be known. */
  note?: string
  curve?: Curve
  /** Of a row that misses what we are after: where the time of the process that does the work goes. */
  profile?: Profile
  /** Processes that wanted to run, as the minute before this row was measured has seen them. */
  load: number
}

export interface BenchContext {
  place: Place
  /** Short rounds, and fewer. */
  quick: boolean
  /** Nothing else was asked for: it may take as long as it needs. */
  alone: boolean
  rounds: number
  /** Says what is under way. */
  tell(text: string): void
}

/** What a part needs is not on this machine: it is left out, and nothing has failed. */
export class NotHere extends Error {}

/** Measures some rows of one subject. @throws NotHere with what is missing. */
export type Bench = (context: BenchContext) => Promise<Omit<Row, 'load'>[]>

interface Compared {
  name: string
  unit: string
  ours: number[]
  peer: { name: string; values: number[] }
  /** Whether more of the unit is better, as of a rate, or less, as of a time. */
  better: 'more' | 'less'
  floor: number | null
  stretch: number | null
  note?: string
  curve?: Curve
}

/** A row of what the same rounds gave for us and for a peer. */
export function compare({ ours, peer, better, ...rest }: Compared): Omit<Row, 'load'> {
  const ratios = ours.map((own, round) => {
    const other = peer.values[round]!
    return better === 'more' ? own / other : other / own
  })
  return {
    ...rest,
    ours: spreadOf(ours),
    peer: { name: peer.name, ...spreadOf(peer.values) },
    ratio: spreadOf(ratios),
  }
}

/** A figure that cannot be told has not held. */
export const holds = ({ floor, ratio }: Pick<Row, 'floor' | 'ratio'>) =>
  floor === null || ratio.median >= floor
