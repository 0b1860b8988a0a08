import type { Shop } from './shop.ts'

/** What the ledger of points says of sign-ins. */
export interface LoginEntries {
  /** Members who have their points. */
  members: number
  /** Entries: more than members would be points given twice. */
  entries: number
  points: number
}

export async function loginEntries({ owner }: Shop): Promise<LoginEntries> {
  const [row] = await owner.sql<[LoginEntries]>`
    select count(distinct member_id)::int as members, count(*)::int as entries, coalesce(sum(points), 0)::int as points
    from point.point_entry where state = 'accrued' and reference like 'login:%'`
  return row
}
