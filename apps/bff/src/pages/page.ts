import type { z } from 'zod'
import type { LastGood } from '@nowait/chassis/last-good'
import type { FanOutOptions, PartPlan } from '@nowait/chassis/stream'
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

export type PageParts<K extends PageName> = { [P in keyof Parts<K>]: In<Parts<K>[P]> }

/** What all pages share beside their tables. */
export type PageOptions = Pick<FanOutOptions, 'check' | 'onError'> & { lastGood: LastGood }
