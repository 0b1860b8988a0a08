import { type ClientRequest, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** A browser that follows `/api/live`, as our own page does it: what it shows of its orders, and how it fared. */
export interface LiveClient {
  member: string
  /** The status of each order it was told of. */
  orders: Map<string, string>
  heard: number
  /** Events told again. */
  repeated: number
  opened: number
  /** Times it was told to look at everything again. */
  resets: number
  isOpen: boolean
  stop(): void
}

interface Browser {
  member: string
  cookie: string
  /** Where it may connect; the next one when one fails. */
  doors: string[]
  /** All it may know of its orders, asked for after a reset. */
  look(): Promise<Map<string, string>>
}

const retryMs = 1_000

export function followLive({ member, cookie, doors, look }: Browser): LiveClient {
  const stopped = new AbortController()
  let open: ClientRequest | undefined
  let position: number | undefined
  let turn = Math.floor(Math.random() * doors.length)
  const client: LiveClient = {
    member,
    orders: new Map(),
    heard: 0,
    repeated: 0,
    opened: 0,
    resets: 0,
    isOpen: false,
    stop() {
      stopped.abort()
      open?.destroy()
    },
  }

  async function take(block: string): Promise<void> {
    const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
    const [id, data] = [field('id'), field('data')]
    if (data !== undefined) {
      const event = JSON.parse(data) as { type: string; orderId: string; status?: string }
      client.heard++
      if (event.type === 'reset') {
        client.resets++
        client.orders = await look()
      } else if (position !== undefined && Number(id) <= position) client.repeated++
      else if (event.type === 'order' && event.status) client.orders.set(event.orderId, event.status)
    }
    if (id !== undefined) position = Number(id)
  }

  const once = (url: string) =>
    new Promise<void>((resolve) => {
      const headers = { cookie, ...(position !== undefined && { 'last-event-id': String(position) }) }
      open = request(`${url}/api/live`, { headers, agent: false }, (answer) => {
        answer
          .setEncoding('utf8')
          .on('error', () => {})
          .on('close', () => resolve())
        if (answer.statusCode !== 200) return void answer.resume()
        client.opened++
        client.isOpen = true
        let rest = ''
        let taken = Promise.resolve()
        answer.on('data', (chunk: string) => {
          const blocks = (rest + chunk).split('\n\n')
          rest = blocks.pop()!
          for (const block of blocks) taken = taken.then(() => take(block))
        })
      })
      open
        .on('error', () => resolve())
        .on('close', () => resolve())
        .end()
    })

  async function keepOpen(): Promise<void> {
    while (!stopped.signal.aborted) {
      await once(doors[turn++ % doors.length]!)
      client.isOpen = false
      if (!stopped.signal.aborted) await pause(retryMs * (0.5 + Math.random() / 2))
    }
  }

  void keepOpen()
  return client
}
