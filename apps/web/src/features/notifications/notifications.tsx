import type { Notification, NotificationList } from '@nowait/contract/bff'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailedQuery } from '../../components/error-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { endpointQuery } from '../../lib/endpoint-query.ts'
import { useLastSize } from '../../lib/last-sizes.ts'
import { useMessages } from '../../lib/language.ts'
import type { PartView } from '../../lib/use-page.ts'
import { NotificationRow } from './notification-row.tsx'
import { useReadNotifications } from './use-read-notifications.ts'

const shownFirst = 5
const moreThanShown = shownFirst + 1

/** What happened to the member's orders, newest first, with what is new. */
export function Notifications({ view, className }: { view: PartView<NotificationList>; className?: string }) {
  const t = useMessages()
  const read = useReadNotifications()
  const rows = useLastSize('notices', moreThanShown, 'data' in view ? view.data.items.length : undefined)
  const unread = 'data' in view ? view.data.unread : 0
  return (
    <Part
      view={view}
      label={t.member.parts.notifications}
      title={t.member.notificationsTitle}
      skeleton={<NotificationsSkeleton rows={rows} />}
      className={className}
      aside={
        unread > 0 && (
          <Button
            look="plain"
            className="-mr-2"
            onClick={() => read.mutate(undefined)}
            isBusy={read.isPending}
          >
            {t.member.markAllRead}
          </Button>
        )
      }
    >
      {(list) =>
        list.items.length === 0 ? (
          <div className="min-h-38">
            <EmptyState title={t.member.noNotifications} hint={t.member.noNotificationsHint} />
          </div>
        ) : (
          <>
            <p className="text-14 text-grey mb-1 min-h-6">
              {list.unread > 0 ? t.member.unread(list.unread) : t.member.allRead}
            </p>
            <List first={list} markRead={(id) => read.mutate([id])} />
          </>
        )
      }
    </Part>
  )
}

interface ListProps {
  first: NotificationList
  markRead: (id: string) => void
}

function List({ first, markRead }: ListProps) {
  const [pages, setPages] = useState(0)
  const isShort = pages === 0 && first.items.length > shownFirst
  return (
    <>
      <Rows items={isShort ? first.items.slice(0, shownFirst) : first.items} markRead={markRead} />
      {first.next && pages > 1 ? (
        <NextPage
          cursor={first.next}
          left={pages - 1}
          showMore={() => setPages(pages + 1)}
          markRead={markRead}
        />
      ) : (
        (isShort || first.next) && <MoreButton onClick={() => setPages(isShort ? 1 : 2)} />
      )}
    </>
  )
}

interface NextPageProps extends Pick<ListProps, 'markRead'> {
  cursor: string
  /** Pages to show, this one included. */
  left: number
  showMore: () => void
}

function NextPage({ cursor, left, showMore, markRead }: NextPageProps) {
  const query = useQuery(endpointQuery('listNotifications', { query: { cursor } }))
  const { data, isPending } = query
  if (isPending) return <NotificationsSkeleton rows={shownFirst} />
  if (!data) return <FailedQuery query={query} />
  return (
    <>
      <Rows items={data.items} markRead={markRead} />
      {data.next && left > 1 && (
        <NextPage cursor={data.next} left={left - 1} showMore={showMore} markRead={markRead} />
      )}
      {data.next && left === 1 && <MoreButton onClick={showMore} />}
    </>
  )
}

function Rows({ items, markRead }: { items: readonly Notification[] } & Pick<ListProps, 'markRead'>) {
  return (
    <ul className="divide-hairline divide-y">
      {items.map((item) => (
        <NotificationRow key={item.id} notification={item} markRead={markRead} />
      ))}
    </ul>
  )
}

function MoreButton({ onClick }: { onClick: () => void }) {
  const t = useMessages()
  return (
    <Button look="plain" className="-ml-2" onClick={onClick}>
      {t.member.more}
      <Icon name="chevronDown" size={16} />
    </Button>
  )
}

/** With the place of the button that shows more, where there will be one. */
function NotificationsSkeleton({ rows }: { rows: number }) {
  if (rows === 0) return <div className="min-h-38" />
  return (
    <>
      <div className="mb-1 min-h-6" />
      <div className="divide-hairline divide-y">
        {Array.from({ length: Math.min(rows, shownFirst) }, (_, index) => (
          <div key={index} className="flex min-h-16 items-center gap-3 py-2">
            <Skeleton className="size-5" />
            <div className="grow">
              <Skeleton className="h-4 w-48" />
              <Skeleton className="mt-1.5 h-3 w-28" />
            </div>
          </div>
        ))}
      </div>
      {rows > shownFirst && <div className="h-11" />}
    </>
  )
}
