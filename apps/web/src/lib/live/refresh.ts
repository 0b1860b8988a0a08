import type { LiveEvent } from '@nowait/contract/bff'
import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** Changes come in bursts: those that come together are asked for together, and nothing more than once a second. */
const gatherMs = 120
const restMs = 1000

/** Asks again for what changes have made old. A tab that nobody looks at asks when it is seen again. */
export function refresher(client: QueryClient) {
  const gathered = new Map<string, QueryKey>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let restUntil = 0

  function ask(): void {
    timer = undefined
    if (document.hidden) return
    restUntil = Date.now() + restMs
    for (const queryKey of gathered.values()) void client.invalidateQueries({ queryKey })
    gathered.clear()
  }
  function plan(): void {
    if (gathered.size > 0) timer ??= setTimeout(ask, Math.max(gatherMs, restUntil - Date.now()))
  }
  document.addEventListener('visibilitychange', plan)

  return {
    take(event: LiveEvent) {
      for (const key of touchedBy(event)) gathered.set(JSON.stringify(key), key)
      plan()
    },
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', plan)
    },
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
