/**
 * Shows pushes as notifications and opens their orders; it answers no requests of the shop. It is registered for the
 * scope `/push/`, where no page lives: so it never stands between a page and the network, and in development it does
 * not put out the worker of the mock, which has `/` for itself.
 */
import { notices as english } from '../src/messages/en/notices.ts'
import { notices as korean } from '../src/messages/ko/notices.ts'
import { pageOf, readMessage } from './message.ts'

declare const self: ServiceWorkerGlobalScope

// Chosen in the shop and part of the address it was registered with; a browser may have forgotten that.
const chosen = new URL(self.location.href).searchParams.get('language') ?? self.navigator.language
const isKorean = chosen.startsWith('ko')
const t = isKorean ? korean : english

// A newer worker says the same in other words; there is no page it could surprise.
self.addEventListener('install', () => void self.skipWaiting())

self.addEventListener('push', (event) => event.waitUntil(show(event.data?.text())))

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { orderId } = (event.notification.data ?? {}) as { orderId?: unknown }
  event.waitUntil(open(pageOf(orderId)))
})

self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)))

// Something is shown in any case: a browser takes the permission away from who pushes and shows nothing.
function show(text: string | undefined): Promise<void> {
  const message = readMessage(text)
  const looks = { lang: isKorean ? 'ko' : 'en', icon: '/push-icon.png' }
  if (!message) return self.registration.showNotification(t.unreadable, { ...looks, body: t.ofShop })
  const { id, kind, orderId, orderNumber } = message
  return self.registration.showNotification(t.words[kind], {
    ...looks,
    body: t.ofOrder(orderNumber),
    // The same push twice is one notification.
    tag: id,
    data: { orderId },
  })
}

/** The tab that shows the page already, or a new one: what somebody was doing in another tab stays as it is. */
async function open(path: string): Promise<unknown> {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const shown = tabs.find(({ url }) => new URL(url).pathname === path)
  return shown ? shown.focus() : self.clients.openWindow(path)
}

/** The push service of the browser has given it another address. Without a session the shop learns of it at the next visit. */
async function renew({ oldSubscription, newSubscription }: PushSubscriptionChangeEvent): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey
  if (!newSubscription && !key) return
  const subscription =
    newSubscription ??
    (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))
  await fetch('/api/push/subscriptions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf': '1' },
    body: JSON.stringify(subscription),
  })
}
