import type { Database } from '@nowait/chassis/database'
import type { bffApi, NotificationList } from '@nowait/contract/bff'
import type { Handlers } from '@nowait/contract/implement'
import { Problem } from '@nowait/contract/problem'
import type { Context } from 'hono'
import { Id } from '@nowait/contract/values'
import type { Caller } from '../access.ts'
import { liveStore } from '../live/store.ts'
import type { Visitor } from '../http/visitor.ts'
import { giveWrote } from '../my-page/wrote-cookie.ts'
import { notificationStore } from './store.ts'

type Names = 'listNotifications' | 'readNotifications'

/** A member's notifications: also a part of My Page. */
export async function listNotifications(
  database: Database,
  memberId: string,
  { size, cursor }: { size: number; cursor?: string },
): Promise<NotificationList> {
  if (cursor !== undefined && !Id.safeParse(cursor).success) {
    throw new Problem('INVALID_REQUEST', { issues: [{ path: 'query.cursor', message: 'is not a cursor' }] })
  }
  const store = notificationStore(database)
  const [found, unread] = await Promise.all([store.list(memberId, size, cursor), store.countUnread(memberId)])
  const items = found.slice(0, size)
  return { items, unread, next: found.length > size ? items.at(-1)!.id : null }
}

export function notificationHandlers(
  database: Database,
  visitor: (c: Context) => Visitor,
): Pick<Handlers<typeof bffApi, Caller>, Names> {
  const store = notificationStore(database)
  const live = liveStore(database)

  return {
    listNotifications: ({ query, caller }) => listNotifications(database, caller.session.member.id, query),

    async readNotifications({ body, caller, c }) {
      const { id } = caller.session.member
      await database.transaction(async (tx) => {
        const read = await store.markRead(tx, id, body.ids)
        if (!read) return
        const written = await store.publishRead(tx, id, read)
        await live.append(tx, [{ memberId: id, event: { type: 'notifications' } }])
        tx.afterCommit(() => giveWrote(c, visitor(c), id, written))
      })
      return { unread: await store.countUnread(id) }
    },
  }
}
