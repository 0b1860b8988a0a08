import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type Clock, systemClock } from '@nowait/chassis/clock'
import { carry } from './carry.ts'
import type { Added, Direction, Toxic } from './toxics.ts'

export interface ProxyOptions {
  /** Where it leads. */
  host: string
  port: number
  clock?: Clock
  random?: () => number
}

/** Stands between a client and a server of any protocol, and goes wrong when it is told to, also on open connections. */
export interface Proxy {
  /** Where clients connect instead; on 127.0.0.1. */
  port: number
  /** A toxic for the bytes that clients get (`downstream`) or send, on all connections unless `toxicity` is less than 1. */
  add(toxic: Toxic, options?: { name?: string; direction?: Direction; toxicity?: number }): void
  remove(name: string): void
  /** Takes all toxics away. */
  clear(): void
  /** Ends all connections and takes no new ones: the server is gone. */
  disable(): void
  enable(): void
  readonly connections: number
  close(): Promise<void>
}

export async function startProxy({
  host,
  port,
  clock = systemClock,
  random = Math.random,
}: ProxyOptions): Promise<Proxy> {
  const toxics = new Map<string, Added>()
  const links = new Set<Link>()
  let enabled = true
  let added = 0

  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (!enabled) return void client.resetAndDestroy()
    const link = openLink(client, connect({ host, port, allowHalfOpen: true }), { toxics, clock, random })
    links.add(link)
    void link.over.then(() => links.delete(link))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const disable = () => {
    enabled = false
    for (const link of links) link.reset()
  }
  return {
    port: (server.address() as AddressInfo).port,
    add(toxic, { name = `${toxic.type} ${++added}`, direction = 'downstream', toxicity = 1 } = {}) {
      toxics.set(name, { name, toxic, direction, toxicity })
      for (const link of links) link.look()
    },
    remove: (name) => void toxics.delete(name),
    clear: () => toxics.clear(),
    disable,
    enable: () => void (enabled = true),
    get connections() {
      return links.size
    },
    close() {
      disable()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface Link {
  over: Promise<void>
  /** Looks at toxics that were added. */
  look(): void
  reset(): void
}

function openLink(
  client: Socket,
  upstream: Socket,
  { toxics, clock, random }: { toxics: Map<string, Added>; clock: Clock; random: () => number },
): Link {
  const ending = new AbortController()
  const chosen = new Map<Added, boolean>()
  const end = (how: 'destroy' | 'resetAndDestroy') => {
    if (ending.signal.aborted) return
    for (const socket of [client, upstream]) socket[how]()
    ending.abort()
  }
  for (const socket of [client, upstream]) {
    socket.setNoDelay(true)
    socket.on('error', () => end('resetAndDestroy'))
    socket.on('close', () => end('destroy'))
  }

  /** Whether a toxic is for this connection is decided once. */
  function isFor(added: Added): boolean {
    const known = chosen.get(added)
    if (known !== undefined) return known
    const hit = random() < added.toxicity
    chosen.set(added, hit)
    if (hit) endInTime(added)
    return hit
  }

  function endInTime({ name, toxic }: Added): void {
    const ends = (toxic.type === 'timeout' && toxic.timeout > 0) || toxic.type === 'reset_peer'
    if (!ends) return
    const takeBack = clock.after(toxic.timeout, () => {
      // It may have been taken away in the meantime.
      if (toxics.get(name)?.toxic === toxic) end(toxic.type === 'timeout' ? 'destroy' : 'resetAndDestroy')
    })
    ending.signal.addEventListener('abort', takeBack, { once: true })
  }

  const mine = (direction: Direction) => () =>
    [...toxics.values()].filter((added) => added.direction === direction && isFor(added))
  const shared = { clock, random, signal: ending.signal }
  const ways = [
    { from: client, to: upstream, toxics: mine('upstream') },
    { from: upstream, to: client, toxics: mine('downstream') },
  ]
  const over = Promise.all(
    ways.map(async (way) => {
      const how = await carry({ ...way, ...shared })
      if (how === 'closed') return end('destroy')
      way.to.end()
    }),
  ).then(
    () => end('destroy'),
    () => end('resetAndDestroy'),
  )
  const look = () => ways.forEach((way) => way.toxics())
  look()
  return { over, look, reset: () => end('resetAndDestroy') }
}
