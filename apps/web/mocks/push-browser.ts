/**
 * The half of pushing that a browser does with the help of its maker: the question, and an address at a push service.
 * The mock plays it, so that every state can be had without a network; the worker behind it is the real one. Nothing
 * is ever pushed here. It has to be in place before the shop asks.
 */
import type { PushBrowser } from './knobs.ts'

/** What of the browser is replaced; tests bring one of their own. */
interface Stage {
  Notification: Pick<typeof Notification, 'permission' | 'requestPermission'>
  PushManager?: { prototype: Pick<PushManager, 'subscribe' | 'getSubscription'> }
}

const addressKey = 'nowait-mock.push-address'
const permissionKey = 'nowait-mock.push-permission'
// As `PushSubscription.toJSON()` gives them.
const keys = {
  p256dh: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
  auth: 'tBHItJI5svbpez7KI4CCXg',
}

export function simulatePushBrowser(stage: Stage, how: PushBrowser): void {
  if (how === 'unsupported') {
    delete stage.PushManager
    return
  }
  const decide = (permission: NotificationPermission) => {
    localStorage.setItem(permissionKey, permission)
    return permission
  }
  const answers: Partial<Record<PushBrowser, NotificationPermission>> = {
    closed: 'default',
    refuses: 'denied',
  }
  const permission = () =>
    how === 'denied'
      ? 'denied'
      : ((localStorage.getItem(permissionKey) as NotificationPermission | null) ?? 'default')
  Object.defineProperty(stage.Notification, 'permission', { get: permission, configurable: true })
  stage.Notification.requestPermission = async () => decide(answers[how] ?? 'granted')

  stage.PushManager!.prototype.getSubscription = async () => kept()
  stage.PushManager!.prototype.subscribe = async (options) => {
    if (how === 'broken') throw new DOMException('Registration failed - push service error', 'AbortError')
    if (how === 'silent') await new Promise(() => undefined)
    localStorage.setItem(addressKey, `https://push.example/${crypto.randomUUID()}`)
    lastKey = bytesOf(String(options?.applicationServerKey))
    return kept()!
  }
}

let lastKey: ArrayBuffer | null = null

function kept(): PushSubscription | null {
  const endpoint = localStorage.getItem(addressKey)
  if (!endpoint) return null
  const subscription: Pick<PushSubscription, 'endpoint' | 'options' | 'toJSON' | 'unsubscribe'> = {
    endpoint,
    options: { applicationServerKey: lastKey, userVisibleOnly: true },
    toJSON: () => ({ endpoint, expirationTime: null, keys }),
    unsubscribe: async () => {
      localStorage.removeItem(addressKey)
      return true
    },
  }
  return subscription as PushSubscription
}

function bytesOf(base64url: string): ArrayBuffer {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer
}
