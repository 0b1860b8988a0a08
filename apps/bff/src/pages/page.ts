import type { z } from 'zod'
import type { LastGood } from '@nowait/chassis/last-good'
import { fanOut, type FanOutOptions, type PartPlan } from '@nowait/chassis/stream'
import type { bffApi } from '@nowait/contract/bff'
import type { In, Out } from '@nowait/contract/endpoint'
import type { PartSource } from '@nowait/contract/part'
import { Problem } from '@nowait/contract/problem'

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

export interface Opening extends PageOptions, Pick<FanOutOptions, 'member' | 'signal'> {
  /** All parts, fresh, or PAGE_INCOMPLETE. */
  strict?: boolean
}

/** Opens a page from its table. */
export function openPage<K extends PageName>(
  plan: PagePlan<K>,
  { patience = 1, strict = false, ...options }: Opening,
) {
  const parts = patience === 1 ? plan : stretched(plan, patience)
  const lines = fanOut<PageParts<K>>(parts, { ...options, gateMs: gateMs * patience })
  return strict ? complete(lines) : lines
}

/** All lines once they are there. Throws PAGE_INCOMPLETE when one of them is not a fresh answer. */
async function* complete<Parts>(lines: AsyncGenerator<PartSource<Parts>>): AsyncGenerator<PartSource<Parts>> {
  const all: PartSource<Parts>[] = []
  for await (const line of lines) all.push(line)
  const missing = (all as AnyLine[]).filter((line) => line.state !== 'ready')
  if (missing.length > 0) throw incomplete(missing)
  yield* all
}

type AnyLine = PartSource<Record<string, unknown>>

function incomplete(missing: Exclude<AnyLine, { state: 'ready' }>[]): Problem {
  const waits = missing.map(({ problem }) => problem.retryAfterMs ?? 1_000)
  return new Problem('PAGE_INCOMPLETE', {
    detail: `Missing: ${missing.map(({ part }) => part).join(', ')}`,
    issues: missing.map(({ part, problem: { code, title, detail } }) => ({
      path: part,
      message: `${code}: ${detail ?? title}`,
    })),
    retryAfterMs: Math.max(...waits),
  })
}

function stretched<K extends PageName>(plan: PagePlan<K>, patience: number): PagePlan<K> {
  const parts = Object.entries<PartPlan>(plan).map(([part, how]) => [
    part,
    { ...how, deadlineMs: how.deadlineMs * patience },
  ])
  return Object.fromEntries(parts) as PagePlan<K>
}
