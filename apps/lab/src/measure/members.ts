import { uuidv7 } from '@nowait/chassis/uuidv7'
import type { Shop } from './shop.ts'

export interface Member {
  id: string
  email: string
}

export interface SignedIn extends Member {
  cookie: string
  /** How long it took until the last byte, ms. */
  ms: number
}

const password = 'long enough to measure with'
const json = { 'content-type': 'application/json', 'x-csrf': '1' }
/** A sign-in that takes longer has failed. */
const patienceMs = 30_000

/** Members who have not signed in today: one signs up, the others are copies of his row. */
export async function makeMembers({ url, owner }: Shop, count: number): Promise<Member[]> {
  const email = 'first@measure.example'
  const body = JSON.stringify({ email, password, name: '첫째' })
  const answer = await fetch(`${url}/api/members`, { method: 'POST', headers: json, body })
  if (!answer.ok) throw new Error(`Nobody could sign up: ${answer.status} ${await answer.text()}`)
  const members = Array.from({ length: count }, (_, n) => ({ id: uuidv7(), email: `m${n}@measure.example` }))
  await owner.sql`
    insert into bff.member (id, email, name, password_hash)
    select copy.id, copy.email, first.name, first.password_hash
    from bff.member as first, json_to_recordset(${JSON.stringify(members)}::text::json) as copy (id uuid, email text)
    where first.email = ${email}`
  return members
}

/** @throws Error with the answer when it was not 2xx, or none came. */
export async function signIn({ url }: Shop, member: Member): Promise<SignedIn> {
  const start = performance.now()
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email: member.email, password }),
    signal: AbortSignal.timeout(patienceMs),
  })
  const text = await answer.text()
  const ms = performance.now() - start
  if (!answer.ok) throw new Error(`${answer.status} ${text}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  return { ...member, cookie, ms }
}
