import type { BlockList } from 'node:net'
import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { isWithin, networkOf, plainAddress } from './address.ts'

/** Who asks, as far as the connection and proxies we trust can tell. */
export interface Visitor {
  /** What limits count by: an IPv4 address or an IPv6 /64. */
  network: string
  /**
   * Whether a page of this origin is a page of this shop. Without PUBLIC_ORIGIN the host decides: behind a proxy that
   * ends TLS and is not named in TRUST_PROXY the scheme is not known.
   */
  isOwnOrigin: (origin: string) => boolean
  /** Plain HTTP on this machine alone: the one place where a `__Host-` cookie cannot be set. */
  plainLoopback: boolean
  https: boolean
}

export interface VisitorOptions {
  trustProxy: BlockList
  publicOrigin?: string
}

/**
 * The same, found out once a request; and for the requests of one connection that came through no proxy of ours, once
 * for all that name the same host.
 */
export function rememberedVisitor(options: VisitorOptions): (c: Context) => Visitor {
  const direct = new WeakMap<object, { origin: string; visitor: Visitor }>()
  const found = (c: Context): Visitor => {
    const socket = incomingOf(c)?.socket
    const { url } = c.req
    const origin = url.slice(0, url.indexOf('/', 8))
    const known = socket && direct.get(socket)
    if (known && known.origin === origin) return known.visitor
    const visitor = visitorOf(c, options)
    const isDirect = socket && !isWithin(options.trustProxy, plainAddress(socket.remoteAddress ?? ''))
    if (isDirect) direct.set(socket, { origin, visitor })
    return visitor
  }
  return (c) => {
    const known = c.get('visitor') as Visitor | undefined
    if (known) return known
    const visitor = found(c)
    c.set('visitor', visitor)
    return visitor
  }
}

const incomingOf = (c: Context) => (c.env as { incoming?: IncomingMessage } | undefined)?.incoming

/** Forwarding headers count only when the connection itself comes from a proxy we trust; anybody can write them. */
export function visitorOf(c: Context, { trustProxy, publicOrigin }: VisitorOptions): Visitor {
  const peer = plainAddress(incomingOf(c)?.socket.remoteAddress ?? '')
  const trusted = isWithin(trustProxy, peer)
  const forwarded = (name: string) => (trusted ? c.req.header(name)?.split(',')[0]?.trim() : undefined)
  const own = new URL(c.req.url)
  const scheme = forwarded('x-forwarded-proto') === 'https' ? 'https:' : own.protocol
  const shop = new URL(publicOrigin ?? originOf(scheme, forwarded('x-forwarded-host') ?? own.host))
  const https = shop.protocol === 'https:'
  return {
    network: networkOf(trusted ? firstUntrusted(c.req.header('x-forwarded-for'), peer, trustProxy) : peer),
    isOwnOrigin: (origin) => (publicOrigin ? origin === publicOrigin : hostOf(origin) === shop.host),
    https,
    plainLoopback: !https && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(shop.hostname),
  }
}

const originOf = (scheme: string, host: string) => {
  const origin = `${scheme}//${host}`
  return URL.canParse(origin) ? origin : 'http://unknown.invalid'
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : '')

// Each proxy appends whom it saw, so the list is believed from the right, as far as proxies of ours reach.
function firstUntrusted(header = '', peer: string, trusted: BlockList): string {
  const hops = header
    .split(',')
    .map((hop) => plainAddress(hop))
    .filter(Boolean)
  return hops.findLast((hop) => !isWithin(trusted, hop)) ?? peer
}
