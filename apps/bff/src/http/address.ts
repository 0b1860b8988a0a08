import { BlockList, isIP, isIPv6 } from 'node:net'

/** Parses `10.0.0.0/8, ::1`. Throws an error that names what is neither an address nor a range. */
export function addressRanges(text: string): BlockList {
  const list = new BlockList()
  for (const range of text.split(',').map((piece) => piece.trim())) {
    if (range === '') continue
    const [address = '', prefix] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const bits = prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix)
    if (!isIP(address) || !/^\d+$/.test(prefix ?? '0') || bits > (family === 'ipv6' ? 128 : 32)) {
      throw new Error(`${range} is neither an address nor a range such as 10.0.0.0/8`)
    }
    list.addSubnet(address, bits, family)
  }
  return list
}

export function isWithin(list: BlockList, address: string): boolean {
  const plain = plainAddress(address)
  return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
}

/** One spelling for each address: without zone, IPv4 inside IPv6 as IPv4, IPv6 compressed as URLs do. */
export function plainAddress(address: string): string {
  const bare = address.trim().replace(/%.*$/, '')
  if (!isIPv6(bare)) return bare
  const groups = groupsOf(bare)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.')
  }
  return new URL(`http://[${bare}]`).hostname.slice(1, -1)
}

/** Who is counted as one caller: an IPv4 address, or the /64 that an IPv6 customer is given as a whole. */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (!isIPv6(plain)) return plain
  return `${groupsOf(plain)
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

function groupsOf(address: string): number[] {
  const compressed = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = compressed.split('::')
  const numbers = (part = '') =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return numbers(head)
  const [left, right] = [numbers(head), numbers(tail)]
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}
