import type { GuardChange } from '@nowait/contract/guards'
import type { Shop } from './shop.ts'

/** A change of a circuit; `at` in ms since 1970. */
export type Change = Omit<GuardChange, 'at'> & { at: number }

const everyMs = 2_000
/** A process writes down how its guards are every second. */
const writtenMs = 1_500

/** Collects what becomes of a circuit: a process remembers its last changes only. */
export function watchGuard({ owner: { sql } }: Shop, schema: string, guard: string) {
  const seen = new Map<string, Change>()
  const look = async () => {
    const rows = await sql<{ change: GuardChange }[]>`
      select change from ${sql(schema)}.guard_state, jsonb_path_query(state, '$.guards[*]') as guard,
        jsonb_array_elements(guard->'breaker'->'changes') as change
      where guard->>'name' = ${guard}`
    for (const { change } of rows)
      seen.set(`${change.at} ${change.to}`, { ...change, at: Date.parse(change.at) })
  }
  const timer = setInterval(() => void look().catch(() => {}), everyMs)
  return {
    /** All so far, oldest first. */
    async changes(): Promise<Change[]> {
      await new Promise((resolve) => setTimeout(resolve, writtenMs))
      await look()
      return [...seen.values()].toSorted((a, b) => a.at - b.at)
    },
    stop: () => clearInterval(timer),
  }
}
