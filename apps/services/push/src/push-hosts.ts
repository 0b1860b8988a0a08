import { isIP } from 'node:net'
import { z } from 'zod'

/** Where pushes may go. An `address` says where the host is, instead of asking DNS. */
export interface PushHost {
  /** Lower case; with a leading dot it stands for every name below it. */
  name: string
  port: number
  address: string | undefined
}

/** The push services of Chrome and what is built on it, Firefox, Edge and Safari. */
const known =
  'fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,web.push.apple.com,*.push.apple.com'

/**
 * `host`, `*.host`, `host:port` or `host:port=address`, comma separated. Port 443 unless given. The last form is for
 * a push service of one's own: its address is taken as given, also a private one.
 */
export const pushHosts = z
  .string()
  .default(known)
  .transform((text, context) =>
    text.split(',').flatMap((entry) => {
      const host = parseHost(entry.trim())
      if (!host)
        context.addIssue({ code: 'custom', message: 'expected host, *.host, host:port or host:port=address' })
      return host ?? []
    }),
  )

function parseHost(entry: string): PushHost | undefined {
  const match = /^(\*?)((?:\.?[a-z0-9-]+)+)(?::(\d{1,5}))?(?:=(\S+))?$/.exec(entry)
  if (!match) return undefined
  const [, star, name, port = '443', address] = match
  const starFits = (star === '*') === name!.startsWith('.')
  if (!starFits || isIP(name!) !== 0 || (address !== undefined && isIP(address) === 0)) return undefined
  return { name: name!, port: Number(port), address }
}

/** The entry that admits an endpoint. An https address with another host, port or with a user name has none. */
export function hostOf(hosts: PushHost[], endpoint: URL): PushHost | undefined {
  if (endpoint.protocol !== 'https:' || endpoint.username !== '' || endpoint.password !== '') return undefined
  const port = endpoint.port === '' ? 443 : Number(endpoint.port)
  return hosts.find((host) => host.port === port && matches(host.name, endpoint.hostname))
}

const matches = (name: string, hostname: string) =>
  name.startsWith('.') ? hostname.endsWith(name) && hostname.length > name.length : hostname === name
