import type { Session, Sql } from '../session.ts'
import type { StandingSession } from '../standing-session.ts'
import { partitions } from './partition-of.ts'

const balanceMs = 1_000
/** The lock that every member shares; the numbers below it are the partitions. */
const member = partitions

/** The partitions of a group that this process works on: a session lock each, spread over the processes that are there. */
export interface Membership {
  /** Looks at most once a second who is there, takes or gives up partitions that are not busy. */
  refresh(isBusy: (partition: number) => boolean): Promise<{ owned: number[]; lost: AbortSignal }>
  leave(): Promise<void>
}

export function createMembership(standing: StandingSession, group: string): Membership {
  let session: Session | undefined
  let owned = new Set<number>()
  let nextBalance = 0

  async function join(): Promise<Session> {
    const current = await standing.get()
    if (current === session) return session
    await current.sql`select pg_try_advisory_lock_shared(${lockClass(current.sql, group)}, ${member})`
    owned = new Set()
    nextBalance = 0
    return (session = current)
  }

  async function balance({ sql }: Session, isBusy: (partition: number) => boolean): Promise<void> {
    const share = Math.ceil(partitions / (await countMembers(sql, group)))
    if (owned.size < share) {
      const others = shuffled(allPartitions.filter((partition) => !owned.has(partition)))
      for (const partition of await take(sql, group, others, share - owned.size)) owned.add(partition)
    } else {
      const idle = [...owned].filter((partition) => !isBusy(partition))
      await giveUp(idle.slice(0, owned.size - share))
    }
  }

  async function giveUp(some: number[]): Promise<void> {
    if (!session || some.length === 0) return
    for (const partition of some) owned.delete(partition)
    await unlock(session.sql, group, some)
  }

  return {
    async refresh(isBusy) {
      const current = await join()
      if (performance.now() >= nextBalance) {
        nextBalance = performance.now() + balanceMs
        await balance(current, isBusy)
      }
      return { owned: [...owned], lost: current.lost }
    },
    async leave() {
      if (!session || session.lost.aborted) return
      const { sql } = session
      await giveUp([...owned])
      await sql`select pg_advisory_unlock_shared(${lockClass(sql, group)}, ${member})`
    },
  }
}

const allPartitions = Array.from({ length: partitions }, (_, partition) => partition)

const lockClass = (sql: Sql, group: string) =>
  sql`hashtext('nowait group ' || current_schema() || ' ' || ${group}::text)`

async function countMembers(sql: Sql, group: string): Promise<number> {
  const [row] = await sql<[{ members: number }]>`
    select count(*) as members from pg_locks
    where locktype = 'advisory' and granted and objsubid = 2 and objid = ${member}
      and classid = ${lockClass(sql, group)}::oid
      and database = (select oid from pg_database where datname = current_database())`
  return row.members
}

async function take(sql: Sql, group: string, wanted: number[], limit: number): Promise<number[]> {
  const taken = await sql<{ partition: number }[]>`
    select partition from unnest(${wanted}::int[]) as partition
    where pg_try_advisory_lock(${lockClass(sql, group)}, partition)
    limit ${limit}`
  return taken.map(({ partition }) => partition)
}

async function unlock(sql: Sql, group: string, some: number[]): Promise<void> {
  await sql`
    select pg_advisory_unlock(${lockClass(sql, group)}, partition) from unnest(${some}::int[]) as partition`
}

// Members that ask at the same moment in the same order would get in each other's way.
function shuffled(list: number[]): number[] {
  return list
    .map((value) => ({ value, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value)
}
