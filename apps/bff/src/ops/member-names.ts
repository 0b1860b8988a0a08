import type { Database } from '@nowait/chassis/database'
import { Id } from '@nowait/contract/values'

/** The names of those who acted, by member id; who has no account any more has none. */
export async function memberNames(
  { sql }: Database,
  acts: readonly { actor: string }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(acts.map(({ actor }) => actor))].filter((id) => Id.safeParse(id).success)
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from member where id = any(${ids}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
