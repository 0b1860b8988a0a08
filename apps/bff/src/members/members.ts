import type { Context } from 'hono'
import type { Database } from '@nowait/chassis/database'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import { Email, type bffApi, type Member } from '@nowait/contract/bff'
import type { Handlers } from '@nowait/contract/implement'
import { Problem } from '@nowait/contract/problem'
import type { Caller } from '../access.ts'
import type { Limits } from '../http/limits.ts'
import type { Visitor } from '../http/visitor.ts'
import type { BffDispatch } from '../integrations.ts'
import { prepareLoginPoints } from '../login-points/login-points.ts'
import type { Sessions } from '../sessions/sessions.ts'
import { weaknessOf } from './common-passwords.ts'
import { prepareForgetBrowsers } from './forget-browsers.ts'
import { hashPassword, passwordFits } from './password.ts'
import { signInGuard, wrongCredentials } from './sign-in-guard.ts'
import { memberStore, type MemberRow } from './store.ts'

export interface MembersOptions {
  database: Database
  dispatch: BffDispatch
  sessions: Sessions
  limits: Limits
  visitor: (c: Context) => Visitor
}

type Names = 'signUp' | 'signIn' | 'whoAmI' | 'signOut' | 'signOutEverywhere' | 'changePassword'

/** Accounts: sign-up, sign-in and out, and the password. */
export function memberHandlers({
  database,
  dispatch,
  sessions,
  limits,
  visitor,
}: MembersOptions): Pick<Handlers<typeof bffApi, Caller>, Names> {
  const store = memberStore(database)
  const guard = signInGuard(limits)

  return {
    async signUp({ body: { email, password, name }, c }) {
      await limits.signUpPerNetwork.take(visitor(c).network)
      refuseWeak(password, email, 'password')
      // Hashed first: an e-mail that is taken costs the same time.
      const password_hash = await hashPassword(password)
      const member: MemberRow = { id: uuidv7(), email, name, role: 'member', password_hash }
      if (!(await store.insert(database.sql, member))) throw new Problem('EMAIL_TAKEN')
      return sessions.start(c, withoutHash(member))
    },

    async signIn({ body, c }) {
      const email = body.email.trim().toLowerCase()
      const { network } = visitor(c)
      await guard.attempt(email, network)
      // What is no e-mail is nobody's, and takes as long.
      const found = Email.safeParse(email).success ? await store.byEmail(email) : undefined
      if (!(await passwordFits(body.password, found?.password_hash)) || !found) throw wrongCredentials()
      await guard.succeeded(email, network)
      const bringPoints = await prepareLoginPoints(database, dispatch, found.id)
      const opened = await database.transaction(async (tx) => {
        const session = await sessions.open(c, withoutHash(found), tx)
        await bringPoints(tx)
        return session
      })
      return sessions.handOver(c, opened)
    },

    whoAmI: ({ caller: { session } }) => ({
      member: session.member,
      expiresAt: session.expiresAt.toISOString(),
    }),

    async signOut({ c }) {
      await sessions.end(c)
      forgetPages(c)
    },

    async signOutEverywhere({ caller, c }) {
      const { id } = caller.session.member
      const forgetBrowsers = await prepareForgetBrowsers(database, dispatch, id)
      await database.transaction(async (tx) => {
        await sessions.endAllOf(id, tx)
        await forgetBrowsers(tx)
      })
      await sessions.end(c)
      forgetPages(c)
    },

    async changePassword({ body: { current, next }, caller: { session }, c }) {
      const { member } = session
      await limits.passwordChangePerMember.take(member.id)
      refuseWeak(next, member.email, 'next')
      const before = await store.hashOf(member.id)
      if (!(await passwordFits(current, before)) || !before) throw wrongCredentials()
      const after = await hashPassword(next)
      const forgetBrowsers = await prepareForgetBrowsers(database, dispatch, member.id)
      const opened = await database.transaction(async (tx) => {
        if (!(await store.setHash(tx, member.id, before, after))) throw wrongCredentials()
        await sessions.endAllOf(member.id, tx)
        await forgetBrowsers(tx)
        return sessions.open(c, member, tx)
      })
      return sessions.handOver(c, opened)
    },
  }
}

const withoutHash = ({ id, email, name, role }: MemberRow): Member => ({ id, email, name, role })

// The browser's cache may hold pages of the member; "storage" would also unregister the worker that shows pushes.
const forgetPages = (c: Context) => c.header('clear-site-data', '"cache"')

function refuseWeak(password: string, email: string, field: string): void {
  const weakness = weaknessOf(password, email)
  if (!weakness) return
  const issues = [{ path: `body.${field}`, message: weakness }]
  throw new Problem('INVALID_REQUEST', { detail: `The password ${weakness}`, issues })
}
