import type { bffApi } from '@nowait/contract/bff'
import type { In, Out } from '@nowait/contract/endpoint'
import type { Part } from '@nowait/contract/part'
import type { Trouble } from './api.ts'

type Endpoints = (typeof bffApi)['endpoints']

/** Endpoints that stream a page. */
export type PageName = {
  [K in keyof Endpoints]: Endpoints[K] extends { kind: 'stream' } ? K : never
}[keyof Endpoints]

/** What the parts of a page hold, by name. */
export type PageData<P extends PageName> = {
  [K in keyof Endpoints[P]['parts']]: Out<Endpoints[P]['parts'][K]>
}
export type PartName<P extends PageName> = keyof PageData<P> & string

export type PageInput<P extends PageName> = Endpoints[P] extends { params: infer S } ? { params: In<S> } : {}

const operated = ['bff', 'order', 'product', 'shipping', 'mypage', 'point', 'push'] as const

/** The parts of each page in the order they are shown: what is awaited before the first line has come. */
export const pageParts: { readonly [P in PageName]: readonly PartName<P>[] } = {
  homePage: ['fresh', 'popular'],
  orderPage: ['order', 'shipping', 'point'],
  myPage: ['orders', 'shipping', 'point', 'notifications'],
  opsPage: operated,
  opsGuards: operated,
}

/** A part that has come, or is known not to come. `at`: when we learned that, by our own clock, in ms. */
export type Arrived<T> =
  | { state: 'ready'; data: T; ms: number; at: number }
  | {
      state: 'stale'
      data: T
      ageMs: number
      problem: Trouble
      ms: number
      at: number
      /** This browser has it of an earlier visit, and a fresh one is on its way. */
      isKept?: true
    }
  | { state: 'unavailable'; problem: Trouble; ms: number; at: number }

/** A page as far as it has come. */
export type PageSoFar<P extends PageName> = { [K in PartName<P>]?: Arrived<PageData<P>[K]> }

/**
 * What to show once `part` has arrived. A refetch never blanks a part: what we had stays, marked as old,
 * when the new answer is that there is none.
 */
export function settle<T>(
  before: Arrived<T> | undefined,
  part: Part<T> | { state: 'unavailable'; problem: Trouble; ms: number },
  now: number,
): Arrived<T> {
  if (part.state !== 'unavailable' || !before || before.state === 'unavailable') return { ...part, at: now }
  const { data } = before
  return { state: 'stale', data, ageMs: ageOf(before, now), problem: part.problem, ms: part.ms, at: now }
}

/** How old what we show is, in ms. */
export function ageOf(part: Arrived<unknown>, now: number): number {
  return Math.max(0, now - part.at) + (part.state === 'stale' ? part.ageMs : 0)
}
