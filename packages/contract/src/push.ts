import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { idempotencyHeader } from './headers.ts'
import { pushRoutes } from './push.routes.ts'
import { Id, IdempotencyKey, Instant } from './values.ts'

/**
 * Where a browser can be reached: an https address in the one spelling that URL parsers agree on, so that no two
 * readers see two hosts in it. Which hosts are push services is for the push service to know.
 */
export const PushEndpoint = z
  .string()
  .max(1_024)
  .refine(isPlainHttps, { error: 'expected an https address as a browser spells it' })

function isPlainHttps(text: string): boolean {
  if (!text.startsWith('https://') || !URL.canParse(text)) return false
  const { href, username, password, hash } = new URL(text)
  return href === text && username === '' && password === '' && hash === ''
}

/** `PushSubscription.toJSON()` of a browser. Both keys are base64url without padding. */
export const PushSubscriptionJson = z
  .strictObject({
    endpoint: PushEndpoint,
    expirationTime: z.number().nullish(),
    keys: z.strictObject({
      // 65 bytes that begin with 4: a point of P-256, uncompressed.
      p256dh: z
        .string()
        .regex(/^B[A-P][\w-]{84}[AEIMQUYcgkosw048]$/, 'expected an uncompressed P-256 point in base64url'),
      // 16 bytes.
      auth: z.string().regex(/^[\w-]{21}[AQgw]$/, 'expected 16 bytes in base64url'),
    }),
  })
  .meta({ id: 'PushSubscription' })
export type PushSubscriptionJson = z.infer<typeof PushSubscriptionJson>

/** What a push can be about; a notification of the same kind says the same in the shop. */
export const PushKind = z.enum([
  'order-rejected',
  'order-shipped',
  'order-delivered',
  'order-cancelled',
  'order-cancel-refused',
])
export type PushKind = z.infer<typeof PushKind>

const aboutOrder = {
  kind: PushKind,
  orderId: Id,
  orderNumber: z.string().regex(/^[\w-]{1,40}$/),
}

/**
 * What the service worker is given; it words it in the language of its user. `id` is one push: should the same arrive
 * twice, a notification with `id` as its tag takes the place of the first.
 */
export const PushMessage = z.strictObject({ id: Id, ...aboutOrder }).meta({ id: 'PushMessage' })
export type PushMessage = z.infer<typeof PushMessage>

export const SendPush = z.strictObject({
  ...aboutOrder,
  /** A newer push takes the place of one with the same topic that was not delivered yet. Not secret. */
  topic: z.string().regex(/^[\w-]{1,32}$/),
  /** How long it is worth being delivered, from the first request on. Then whoever is not reached counts as failed. */
  ttlSeconds: z
    .int()
    .min(60)
    .max(28 * 24 * 3_600),
})
export type SendPush = z.infer<typeof SendPush>

/** To how many browsers it went, how many are gone (and forgotten), and how many could not be reached for good. */
export const PushResult = z
  .object({ sent: z.int().min(0), gone: z.int().min(0), failed: z.int().min(0) })
  .meta({ id: 'PushResult' })
export type PushResult = z.infer<typeof PushResult>

export const PushSubscriptionList = z
  .object({ items: z.array(z.object({ id: Id, seenAt: Instant })) })
  .meta({ id: 'PushSubscriptionList' })
export type PushSubscriptionList = z.infer<typeof PushSubscriptionList>

export const pushApi = defineApi(pushRoutes)({
  getVapidKey: endpoint({
    summary: 'The key a browser subscribes with (applicationServerKey)',
    access: 'service',
    response: z.object({ publicKey: z.string() }),
  }),
  listSubscriptions: endpoint({
    summary: 'My subscribed browsers, the one seen last first; where they are and their keys are never told',
    access: 'member',
    response: PushSubscriptionList,
  }),
  addSubscription: endpoint({
    summary:
      'Subscribe this browser, or say that it is still there. Ten at most: the one not seen longest goes',
    access: 'member',
    body: PushSubscriptionJson,
    response: z.object({ id: Id }),
  }),
  removeSubscription: endpoint({
    summary: 'Unsubscribe one of my browsers; nothing happens when it is not subscribed, or not mine',
    access: 'member',
    body: z.strictObject({ endpoint: PushEndpoint }),
    status: 204,
  }),
  removeSubscriptions: endpoint({
    summary: 'Unsubscribe those of my browsers that were last seen then or before; later ones stay',
    access: 'member',
    body: z.strictObject({ seenUntil: Instant }),
    status: 204,
  }),
  sendPush: endpoint({
    summary:
      'Push to my browsers, once each for a key. UPSTREAM_ERROR: some could not be reached; the same key again tries only those',
    access: 'member',
    headers: z.object({ [idempotencyHeader]: IdempotencyKey }),
    body: SendPush,
    response: PushResult,
    errors: ['IDEMPOTENCY_KEY_RUNNING', 'IDEMPOTENCY_KEY_REUSED', 'UPSTREAM_ERROR'],
  }),
})
