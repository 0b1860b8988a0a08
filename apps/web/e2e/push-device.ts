/** What a push service and the owner of a device do: pushes arrive, notifications are seen and touched. */
import type { Page, Worker } from '@playwright/test'
import { expect } from './shop.ts'

export interface Shown {
  title: string
  body: string
  tag: string
}

/** Lets a push arrive as the browser's own event, on its worker. */
export async function deliver(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.endsWith('/push/') && !isDeleted)
      if (ours) resolve(ours.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const { origin } = new URL(page.url())
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await found, data: text })
  await session.detach()
}

/** The notifications on the screen, the oldest first. */
export function notifications(page: Page): Promise<Shown[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/push/')
    const shown = (await registration?.getNotifications()) ?? []
    return shown.map(({ title, body, tag }) => ({ title, body, tag }))
  })
}

/**
 * Touches a notification; gives the address the worker opens. Only a person can make a browser open a window from
 * here, so the worker's last step, `openWindow`, is heard instead of done.
 */
export async function touch(page: Page, tag: string): Promise<string> {
  const worker = await pushWorker(page)
  return worker.evaluate(async (wanted) => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration
      clients: { openWindow: (url: string) => Promise<unknown> }
    }
    const [notification] = await scope.registration.getNotifications({ tag: wanted })
    return new Promise<string>((resolve) => {
      scope.clients.openWindow = async (url) => resolve(url)
      const event = Object.assign(new Event('notificationclick'), {
        notification,
        waitUntil: (work: Promise<unknown>) => work,
      })
      self.dispatchEvent(event)
    })
  }, tag)
}

async function pushWorker(page: Page): Promise<Worker> {
  const ours = () =>
    page
      .context()
      .serviceWorkers()
      .find((worker) => worker.url().includes('/push-worker.js'))
  await expect.poll(() => ours() !== undefined).toBe(true)
  return ours()!
}
