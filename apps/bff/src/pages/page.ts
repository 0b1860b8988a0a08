import type { z } from 'zod'
import type { LastGood } from '@nowait/chassis/last-good'
import { fanOut, type FanOutOptions, type PartPlan } from '@nowait/chassis/stream'
import type { bffApi } from '@nowait/contract/bff'
import type { In, Out } from '@nowait/contract/endpoint'

type Endpoints = typeof bffApi.endpoints
type PageName = {
  [K in keyof Endpoints]: Endpoints[K] extends { parts: unknown } ? K : never
}[keyof Endpoints]
type Parts<K extends PageName> = Endpoints[K] extends { parts: infer P } ? P : never

/** The table of a page: one entry a part, with a schema whose values fit the contract's part. */
export type PagePlan<K extends PageName> = {
  [P in keyof Parts<K> & string]: PartPlan & { schema: z.ZodType<NonNullable<Out<Parts<K>[P]>>> }
}

type PageParts<K extends PageName> = { [P in keyof Parts<K>]: In<Parts<K>[P]> }

/** What all pages share beside their tables. */
export interface PageOptions extends Pick<FanOutOptions, 'check' | 'onError'> {
  lastGood: LastGood
  /** Stretches every deadline, for machines too busy to keep them: tests that are not about time. */
  patience?: number
}

/** How long a page waits, before its first line, to learn whether there is such a page, ms. */
const gateMs = 100

/** Opens a page from its table. */
export function openPage<K extends PageName>(
  plan: PagePlan<K>,
  { patience = 1, ...options }: PageOptions & Pick<FanOutOptions, 'member' | 'signal'>,
) {
  const parts = patience === 1 ? plan : stretched(plan, patience)
  return fanOut<PageParts<K>>(parts, { ...options, gateMs: gateMs * patience })
}

function stretched<K extends PageName>(plan: PagePlan<K>, patience: number): PagePlan<K> {
  const parts = Object.entries<PartPlan>(plan).map(([part, how]) => [
    part,
    { ...how, deadlineMs: how.deadlineMs * patience },
  ])
  return Object.fromEntries(parts) as PagePlan<K>
}
