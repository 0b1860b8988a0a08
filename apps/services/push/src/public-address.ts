import { lookup } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { callbackify } from 'node:util'

/** All addresses of a name, as DNS (or the hosts file) has them at this moment. */
export type Resolve = (hostname: string) => Promise<string[]>

export const resolveName: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address)

// IANA's special-purpose registries. Of IPv6 only 2000::/3 is handed out, so everything else is refused unlisted:
// loopback, link-local, unique local, multicast, and IPv4 wrapped as ::ffff:0:0/96 or 64:ff9b::/96.
const special = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  // Teredo and other wrappers of IPv4, 6to4, documentation.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, prefix, 'ipv6')
const handedOut = new BlockList()
handedOut.addSubnet('2000::', 3, 'ipv6')

/** Whether an address belongs to somebody on the internet: not to this machine, nor to a network around it. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !special.check(address, 'ipv4')
  if (version !== 6 || address.includes('%')) return false
  return handedOut.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** The name has no address on the internet: it must not be connected to. */
export class NotPublicError extends Error {
  constructor(hostname: string) {
    super(`${hostname} has no public address`)
    this.name = 'NotPublicError'
  }
}

/**
 * For sockets: connects to the addresses that were checked, and to no others. A name that is asked twice may give two
 * answers (DNS rebinding), so checking first and connecting by name would check nothing.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  const ask = callbackify(resolve)
  return (hostname, options, callback) => {
    ask(hostname, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const found = addresses.filter(isPublicAddress).map((address) => ({ address, family: isIP(address) }))
      const first = found[0]
      if (!first) callback(new NotPublicError(hostname), '', 0)
      else if (options.all) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }
}
