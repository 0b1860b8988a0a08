import type { Sql } from '@nowait/chassis/database'
import type { Member } from '@nowait/contract/bff'

export interface MemberRow extends Member {
  password_hash: string
}

/** All SQL about members. */
export function memberStore({ sql }: { sql: Sql }) {
  return {
    async byEmail(email: string): Promise<MemberRow | undefined> {
      const [row] = await sql<MemberRow[]>`
        select id, email, name, role, password_hash from member where email = ${email}`
      return row
    },

    /** The stored hash of a member who is signed in. */
    async hashOf(id: string): Promise<string | undefined> {
      const [row] = await sql<{ password_hash: string }[]>`select password_hash from member where id = ${id}`
      return row?.password_hash
    },

    /** False when the e-mail is taken. */
    async insert(tx: Sql, member: MemberRow): Promise<boolean> {
      const { id, email, name, role, password_hash } = member
      const rows = await tx`
        insert into member (id, email, name, role, password_hash)
        values (${id}, ${email}, ${name}, ${role}, ${password_hash})
        on conflict (email) do nothing returning id`
      return rows.length === 1
    },

    /** Replaces the hash only while it is still the one the old password was checked against. */
    async setHash(tx: Sql, id: string, from: string, to: string): Promise<boolean> {
      const rows = await tx`
        update member set password_hash = ${to} where id = ${id} and password_hash = ${from} returning id`
      return rows.length === 1
    },
  }
}
