import type { LiveEvent } from '@nowait/contract/bff'
import { bffRoutes } from '@nowait/contract/bff.routes'
import { urlOf } from '@nowait/contract/client'
import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSession } from './session.ts'
import { signal } from './signal.ts'

/** Whether changes reach us by themselves. While they do not, what is not final yet is asked for now and then. */
export const liveState = signal<'off' | 'connecting' | 'on'>('off')

/** Keeps one stream of changes open for as long as somebody is signed in. For the app, once. */
export function useLive(): void {
  const client = useQueryClient()
  const isMember = useSession().state === 'member'
  useEffect(() => (isMember ? followLive(client) : undefined), [client, isMember])
}

/** Browsers give a site six connections over HTTP/1.1; tabs that nobody looks at must not use them up. */
const hiddenTooLongMs = 20_000
const firstRetryMs = 1000
const lastRetryMs = 30_000

/** Opens the stream, and opens it again after a pause that no two browsers share. Returns what closes it for good. */
export function followLive(client: QueryClient, random = Math.random): () => void {
  const refresh = refresher(client)
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let hasGap = false

  function open(): void {
    liveState.set('connecting')
    source = new EventSource(urlOf(bffRoutes.live))
    source.addEventListener('open', () => {
      liveState.set('on')
      failures = 0
      // What happened while nobody listened is not known: look again, once.
      if (hasGap) refresh.take({ type: 'reset' })
    })
    source.addEventListener('message', ({ data }) => refresh.take(JSON.parse(String(data)) as LiveEvent))
    source.addEventListener('error', () => {
      leave()
      liveState.set('connecting')
      const wait = Math.min(firstRetryMs * 2 ** failures++, lastRetryMs)
      timer = setTimeout(open, wait * (0.5 + random() / 2))
      // A stream cannot tell why it was refused; who is signed in can.
      if (failures === 2) void client.invalidateQueries({ queryKey: ['whoAmI'] })
    })
  }

  function leave(): void {
    clearTimeout(timer)
    source?.close()
    source = undefined
    hasGap = true
    liveState.set('off')
  }

  function follow(): void {
    clearTimeout(timer)
    if (document.hidden) timer = setTimeout(leave, hiddenTooLongMs)
    else if (!source) open()
  }

  document.addEventListener('visibilitychange', follow)
  follow()
  return () => {
    document.removeEventListener('visibilitychange', follow)
    leave()
    refresh.stop()
  }
}

/** Changes come in bursts: those that come together are asked for together, and nothing more than once a second. */
const gatherMs = 120
const restMs = 1000

function refresher(client: QueryClient) {
  const gathered = new Map<string, QueryKey>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let restUntil = 0

  function ask(): void {
    timer = undefined
    restUntil = Date.now() + restMs
    for (const queryKey of gathered.values()) void client.invalidateQueries({ queryKey })
    gathered.clear()
  }

  return {
    take(event: LiveEvent) {
      for (const key of touchedBy(event)) gathered.set(JSON.stringify(key), key)
      timer ??= setTimeout(ask, Math.max(gatherMs, restUntil - Date.now()))
    },
    stop: () => clearTimeout(timer),
  }
}

/** The queries that a change makes old. Those on screen are asked for again, the others when they are opened. */
export function touchedBy(event: LiveEvent): QueryKey[] {
  switch (event.type) {
    case 'order':
      return [orderPage(event.orderId), ['myPage'], ['listOrders']]
    case 'points':
      return [...(event.orderId ? [orderPage(event.orderId)] : []), ['myPage'], ['getPoints']]
    case 'notifications':
      return [['myPage'], ['listNotifications']]
    case 'reset':
      return [['orderPage'], ['myPage'], ['listOrders'], ['getPoints'], ['listNotifications']]
  }
}

const orderPage = (id: string): QueryKey => ['orderPage', { params: { id } }]
