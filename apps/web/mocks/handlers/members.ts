import type { Member, Session } from '@nowait/contract/bff'
import { Problem } from '@nowait/contract/problem'
import type { BffHandlers, Mock } from '../context.ts'
import type { Db } from '../db.ts'
import { openSession } from '../fixtures.ts'
import { bringLoginPoints } from '../simulation.ts'

/** Signing in or up with this address is refused as too frequent. */
export const limitedEmail = 'limited@nowait.shop'

type Members = Pick<
  BffHandlers,
  'signUp' | 'signIn' | 'whoAmI' | 'signOut' | 'signOutEverywhere' | 'changePassword'
>

export function members(mock: Mock): Members {
  const start = (db: Db, memberId: string): Session => {
    openSession(db, memberId, mock.now())
    return sessionOf(db)
  }
  return {
    signUp: ({ caller, body }) =>
      mock.use(caller.knobs, (db) => {
        refuseLimited(body.email)
        if (db.members.some(({ email }) => email === body.email)) throw new Problem('EMAIL_TAKEN')
        const member = { id: crypto.randomUUID(), role: 'member' as const, ...body }
        db.members.push(member)
        return start(db, member.id)
      }),
    signIn: ({ caller, body }) =>
      mock.use(caller.knobs, (db) => {
        const email = body.email.trim().toLowerCase()
        refuseLimited(email)
        const member = db.members.find((known) => known.email === email && known.password === body.password)
        if (!member) throw new Problem('WRONG_CREDENTIALS')
        bringLoginPoints(db, member.id, mock.now())
        return start(db, member.id)
      }),
    whoAmI: ({ caller }) => mock.use(caller.knobs, sessionOf),
    signOut: ({ caller }) => mock.use(caller.knobs, endSession),
    signOutEverywhere: ({ caller }) => mock.use(caller.knobs, endSession),
    changePassword: ({ caller, body }) =>
      mock.use(caller.knobs, (db) => {
        const member = db.members.find(({ id }) => id === caller.memberId)!
        if (member.password !== body.current) throw new Problem('WRONG_CREDENTIALS')
        member.password = body.next
        return start(db, member.id)
      }),
  }
}

function refuseLimited(email: string): void {
  if (email === limitedEmail) throw new Problem('RATE_LIMITED', { retryAfterMs: 30_000 })
}

function endSession(db: Db): void {
  db.session = null
}

function sessionOf(db: Db): Session {
  const found = db.members.find(({ id }) => id === db.session?.memberId)
  if (!found || !db.session) throw new Problem('NOT_SIGNED_IN')
  const { id, email, name, role }: Member = found
  return { member: { id, email, name, role }, expiresAt: db.session.expiresAt }
}
