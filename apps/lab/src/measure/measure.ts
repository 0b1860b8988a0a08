import type { Shop } from './shop.ts'

export interface Figure {
  name: string
  value: number
  unit: string
  /** The goal; without one it is only shown. */
  atMost?: number
  note?: string
}

export interface MeasureOptions {
  /** How long each part takes. */
  seconds: number
  /** Requests a second. */
  rate: number
  /** For what is measured in rounds and not in time. */
  rounds: number
  /** Of what is chosen at random. */
  seed: number
  tell(text: string): void
}

/** Puts the running shop under load and gives figures. */
export type Measure = (shop: Shop, options: MeasureOptions) => Promise<Figure[]>

/** A measure with what has to be there before the shop is started, and is taken down after it. */
export interface Prepared {
  /** For every process of the shop. */
  env: Record<string, string>
  measure: Measure
  stop(): Promise<void>
}

/** What cannot be told has missed its goal. */
export const reached = ({ value, atMost }: Figure) => atMost === undefined || value <= atMost
