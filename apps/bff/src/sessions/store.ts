import type { Sql } from '@nowait/chassis/database'
import type { Member } from '@nowait/contract/bff'

export interface Lifetimes {
  idleSeconds: number
  maxSeconds: number
}

/** A new token once a day; the former one stays good for a minute, for tabs that send it at this moment. */
const rotateSeconds = 24 * 3600
const graceSeconds = 60

/** Payload: a session id, or `member:<id>` for all of a member's. */
export const endedChannel = 'bff_session_ended'

export interface SessionRow extends Omit<Member, 'id'> {
  session_id: string
  member_id: string
  expires_at: Date
  /** It was found by the token of before the last rotation. */
  former: boolean
  rotation_due: boolean
  unseen: boolean
}

/** All SQL about sessions. Every age is judged by the database's clock, the same for all processes. */
export function sessionStore({ sql }: { sql: Sql }, { idleSeconds, maxSeconds }: Lifetimes) {
  const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`
  const alive = () => sql`s.created_at > ${ago(maxSeconds)} and s.last_seen_at > ${ago(idleSeconds)}`
  const endsAt = () => sql`
    least(s.created_at + make_interval(secs => ${maxSeconds}), s.last_seen_at + make_interval(secs => ${idleSeconds}))`

  return {
    /** Tells when it ends if it is not used again. */
    async insert(tx: Sql, id: string, memberId: string, hash: Buffer): Promise<Date> {
      const [row] = await tx<{ expires_at: Date }[]>`
        insert into session as s (id, member_id, role, token_hash)
        select ${id}, id, role, ${hash} from member where id = ${memberId}
        returning ${endsAt()} as expires_at`
      return row!.expires_at
    },

    async find(hash: Buffer): Promise<SessionRow | undefined> {
      const [row] = await sql<SessionRow[]>`
        select s.id as session_id, m.id as member_id, m.email, m.name, m.role,
          ${endsAt()} as expires_at,
          s.token_hash <> ${hash} as former,
          s.role <> m.role or s.rotated_at < ${ago(rotateSeconds)} as rotation_due,
          s.last_seen_at < ${ago(60)} as unseen
        from session s join member m on m.id = s.member_id
        where (s.token_hash = ${hash} or (s.former_hash = ${hash} and s.former_until > now())) and ${alive()}`
      return row
    },

    /** Of these sessions, those that still live. */
    async living(ids: string[]): Promise<Set<string>> {
      const rows = await sql<
        { id: string }[]
      >`select s.id from session s where s.id = any(${ids}) and ${alive()}`
      return new Set(rows.map((row) => row.id))
    },

    async touch(id: string): Promise<void> {
      await sql`update session set last_seen_at = now() where id = ${id} and last_seen_at < ${ago(60)}`
    },

    /** Replaces the token; false when another request was first. A changed role leaves the former token no grace. */
    async rotate(id: string, from: Buffer, to: Buffer): Promise<boolean> {
      const rows = await sql`
        update session s set token_hash = ${to}, rotated_at = now(), role = m.role, former_hash = s.token_hash,
          former_until = case when s.role = m.role then now() + make_interval(secs => ${graceSeconds}) else now() end
        from member m
        where m.id = s.member_id and s.id = ${id} and s.token_hash = ${from}
        returning s.id`
      return rows.length === 1
    },

    async end(tx: Sql, hash: Buffer): Promise<void> {
      await tx`
        with ended as (delete from session where token_hash = ${hash} or former_hash = ${hash} returning id)
        select pg_notify(${endedChannel}, id::text) from ended`
    },

    async endAllOf(tx: Sql, memberId: string): Promise<void> {
      await tx`delete from session where member_id = ${memberId}`
      await tx`select pg_notify(${endedChannel}, ${`member:${memberId}`})`
    },

    /** Removes what has expired, a batch at a time; tells how many rows that were. */
    async purge(): Promise<number> {
      const rows = await sql`
        delete from session where id in (select s.id from session s where not (${alive()}) limit 1000) returning id`
      return rows.length
    },
  }
}
export type SessionStore = ReturnType<typeof sessionStore>
