import type { Sql } from '../session.ts'
import type { Integration, Integrations, Mode } from './integration.ts'
import { possibleModes } from './mode-table.ts'

/** A process that gave no sign for so long is gone, ms. */
export const silentMs = 10_000

/** What an integration is in one process, as far as operators need to know. */
export interface Described extends Pick<Integration, 'deadlineMs' | 'retry' | 'mayBeLost'> {
  /** That of the table, or of the environment. */
  defaultMode: Mode
  /** What an operator may choose. */
  possibleModes: Mode[]
  broker: boolean
}

export const describe = (
  integrations: Integrations,
  { modes, broker }: { modes: Map<string, Mode>; broker: boolean },
): Record<string, Described> =>
  Object.fromEntries(
    Object.entries(integrations).map(([name, { deadlineMs, retry, mayBeLost }]) => {
      const allowed = { mayBeLost, broker }
      const all = { deadlineMs, retry, ...allowed, possibleModes: possibleModes(allowed) }
      return [name, { ...all, defaultMode: modes.get(name)! }]
    }),
  )

/** As the processes that run now see them. Where they differ, only what all of them can do is possible. */
export async function describeIntegrations(sql: Sql): Promise<Map<string, Described>> {
  const rows = await sql<{ described: Record<string, Described> }[]>`
    select described from dispatch_state
    where not stopped and seen_at > now() - make_interval(secs => ${silentMs / 1_000})
    order by started_at desc`
  const all = new Map<string, Described>()
  for (const [name, each] of rows.flatMap(({ described }) => Object.entries(described)))
    all.set(name, narrowed(all.get(name) ?? each, each))
  return all
}

function narrowed(one: Described, other: Described): Described {
  const allowed = { broker: one.broker && other.broker, mayBeLost: one.mayBeLost && other.mayBeLost }
  return { ...one, ...allowed, possibleModes: possibleModes(allowed) }
}
