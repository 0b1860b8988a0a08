import type { bffApi } from '@nowait/contract/bff'
import { browserRoutes } from '@nowait/contract/browsers.routes'
import { createClient, type Client } from '@nowait/contract/client'
import type { PushSubscriptionJson } from '@nowait/contract/push'
import { send } from './api.ts'
import type { Language } from './language.ts'
import { pushOwner } from './push-owner.ts'

/** What this browser does about pushes for the member who is signed in. */
export type PushHere = 'on' | 'off' | 'denied' | 'unsupported' | 'insecure'

/** The browser could not get an address at its own push service, or did not answer in `patienceMs`. */
export class BrowserRefused extends Error {}

/** What is asked about pushes alone. */
export const pushApi: Pick<Client<typeof bffApi>, keyof typeof browserRoutes> = createClient<typeof bffApi>(
  browserRoutes,
  send,
)

const scope = '/push/'
const patienceMs = 20_000

/** Asks the browser alone, not the shop. */
export async function readPush(member: string): Promise<PushHere> {
  if (!isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window))
    return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  if (Notification.permission !== 'granted' || pushOwner.get() !== member) return 'off'
  return (await subscriptionHere()) ? 'on' : 'off'
}

/**
 * Asks for permission and subscribes. Call it on a click: browsers ask nobody otherwise. Gives what was decided; `off`
 * when the question was closed. Throws BrowserRefused, and ClientProblem when the shop could not be told.
 */
export async function turnOn(member: string, language: Language): Promise<PushHere> {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'off'
  const [{ publicKey }, registration] = await Promise.all([pushApi.getPushKey(), register(language)])
  const subscription = await subscribe(registration, publicKey)
  try {
    await pushApi.addPushSubscription({ body: toBody(subscription) })
  } catch (error) {
    // Nobody pushes there. With the next try the browser gets another address.
    await subscription.unsubscribe().catch(() => undefined)
    throw error
  }
  pushOwner.set(member)
  return 'on'
}

/** Tells the shop that this browser is still there, and the worker which language is spoken now. */
export async function renew(language: Language, signal?: AbortSignal): Promise<void> {
  await register(language)
  const subscription = await subscriptionHere()
  if (subscription) await pushApi.addPushSubscription({ body: toBody(subscription), signal })
}

/** Throws only when neither the browser nor the shop could be told: one of them is enough to end it. */
export async function turnOff(): Promise<void> {
  const subscription = await subscriptionHere()
  pushOwner.set('')
  if (!subscription) return
  const { endpoint } = subscription
  const told = pushApi.removePushSubscription({ body: { endpoint } })
  const [here, there] = await Promise.allSettled([subscription.unsubscribe(), told])
  if (here.status === 'rejected' && there.status === 'rejected') throw there.reason
}

async function subscriptionHere(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(scope)
  return registration ? registration.pushManager.getSubscription() : null
}

async function subscribe(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const { pushManager } = registration
  const old = await pushManager.getSubscription()
  // One made with another key of the shop could not be pushed to, and would be in the way of a new one.
  if (old && !isFor(old, key)) await old.unsubscribe()
  const options = { userVisibleOnly: true, applicationServerKey: key }
  try {
    return await Promise.race([pushManager.subscribe(options), refusedAfter(patienceMs)])
  } catch (error) {
    throw new BrowserRefused('No subscription was made', { cause: error })
  }
}

const refusedAfter = (ms: number) =>
  new Promise<never>((_, reject) => setTimeout(reject, ms, new Error(`No answer in ${ms} ms`)))

function isFor({ options }: PushSubscription, key: string): boolean {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer())
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === key
}

const toBody = (subscription: PushSubscription) => subscription.toJSON() as PushSubscriptionJson

interface Policy {
  createScriptURL(text: string): string
}
type PolicyFactory = { createPolicy(name: string, rules: Policy): Policy } | undefined

/** The only script address that is made by code, and it can be no other. */
let policy: Policy | undefined
function workerAddress(language: Language): string {
  const rules: Policy = {
    createScriptURL: (text) => `/push-worker.js?language=${text === 'ko' ? 'ko' : 'en'}`,
  }
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory }
  policy ??= trustedTypes?.createPolicy('nowait-push-worker', rules) ?? rules
  return policy.createScriptURL(language)
}

// The scope is the worker's own: see push-worker/worker.ts.
async function register(language: Language): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(workerAddress(language), { scope })
  const worker = registration.installing ?? registration.waiting
  if (!registration.active && worker) await activated(worker)
  return registration
}

// A subscription needs an active worker, and `serviceWorker.ready` speaks only of one whose scope holds this page.
const activated = (worker: ServiceWorker) =>
  new Promise<void>((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve()
      if (worker.state === 'redundant') reject(new BrowserRefused('The worker did not start'))
    }
    worker.addEventListener('statechange', look)
    look()
  })
