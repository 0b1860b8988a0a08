import type { Notification, NotificationList } from '@nowait/contract/bff'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { askAgain, hold } from '../../lib/hold.ts'
import type { PageSoFar } from '../../lib/page-parts.ts'

/** Marks notifications as read at once, those named or all; looks again when the shop could not note it. */
export function useReadNotifications() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ids?: string[]) => api.readNotifications({ body: { ids } }),
    onMutate: (ids) => {
      const now = new Date().toISOString()
      return hold(client, () => patchNotifications(client, ids, now))
    },
    onSettled: (_answer, _error, _ids, letGo) => {
      letGo?.()
      askAgain(client, ['myPage', 'listNotifications'])
    },
  })
}

function patchNotifications(client: QueryClient, ids: string[] | undefined, now: string): void {
  client.setQueriesData<PageSoFar<'myPage'>>({ queryKey: ['myPage'] }, (page) => {
    if (!page?.notifications || page.notifications.state === 'unavailable') return page
    const { notifications } = page
    return { ...page, notifications: { ...notifications, data: asRead(notifications.data, ids, now) } }
  })
  client.setQueriesData<NotificationList>({ queryKey: ['listNotifications'] }, (list) =>
    list ? asRead(list, ids, now) : list,
  )
}

function asRead(list: NotificationList, ids: string[] | undefined, now: string): NotificationList {
  const isMeant = ({ id, readAt }: Notification) => readAt === null && (!ids || ids.includes(id))
  const count = list.items.filter(isMeant).length
  return {
    ...list,
    unread: ids ? Math.max(0, list.unread - count) : 0,
    items: list.items.map((item) => (isMeant(item) ? { ...item, readAt: now } : item)),
  }
}
