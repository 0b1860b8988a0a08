import type { ServerResponse } from 'node:http'
import type { MiddlewareHandler } from 'hono'

const policy = (directives: Record<string, string>) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

const nothing = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/**
 * The shop runs files of its own origin and nothing else; no inline script or style. `form-action 'none'`: forms are
 * sent by script, and one submitted before the script is there would put a password into the address.
 */
export const shopPolicy = policy({
  ...nothing,
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'object-src': "'none'",
  'require-trusted-types-for': "'script'",
  // One script address is made by code: that of the push worker.
  'trusted-types': 'nowait-push-worker',
})

/** The push worker shows notifications, and may tell the shop of a new address of its browser. */
export const pushWorkerPolicy = policy({ ...nothing, 'connect-src': "'self'", 'img-src': "'self'" })

/** For the pages this server writes itself: a style sheet and words. */
export const docsPolicy = policy({ ...nothing, 'style-src': "'self'", 'img-src': "'self'" })

/** For answers that are data: should one ever be shown as a page, it can do nothing. */
export const dataPolicy = policy(nothing)

/** On every answer, also those that never reach the app. */
export const securityHeaders: Record<string, string> = {
  'content-security-policy': dataPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
}

/** Two years: a browser that came by HTTPS once never tries plain HTTP again. */
export const strictTransport = 'max-age=63072000; includeSubDomains'

/** Adds them to whatever comes out; an answer that sets its own policy keeps it. */
export function withSecurityHeaders(
  isHttps: (c: Parameters<MiddlewareHandler>[0]) => boolean,
): MiddlewareHandler {
  return async (c, next) => {
    const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse }
    // Before the answer and on the connection itself, where it costs a third; what the answer says itself comes later and wins.
    if (outgoing) for (const [name, value] of all) outgoing.setHeader(name, value)
    await next()
    if (!outgoing)
      for (const [name, value] of all) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    if (isHttps(c)) c.res.headers.set('strict-transport-security', strictTransport)
  }
}

const all = Object.entries(securityHeaders)
