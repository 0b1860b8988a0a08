import { request, type IncomingMessage } from 'node:http'
import { eventually } from '@nowait/chassis/testing/eventually'
import type { LiveEvent } from '@nowait/contract/bff'

/** What a browser's EventSource makes of a stream. */
export interface Listening {
  status: number
  events: LiveEvent[]
  /** As the browser would send it when it comes back. */
  lastId(): string
  raw(): string
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>
  close(): void
}

/** Opens the stream of changes; resolves once it has begun, or was refused. */
export async function listen(url: string, cookie: string, lastEventId?: string): Promise<Listening> {
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { cookie, ...(lastEventId && { 'last-event-id': lastEventId }) }
    request(`${url}/api/live`, { headers, agent: false }, resolve).on('error', reject).end()
  })
  const events: LiveEvent[] = []
  let text = ''
  let lastId = ''
  let parsed = 0
  incoming.setEncoding('utf8')
  incoming.on('error', () => undefined)
  incoming.on('data', (chunk: string) => {
    text += chunk
    for (let end = text.indexOf('\n\n', parsed); end >= 0; end = text.indexOf('\n\n', parsed)) {
      for (const line of text.slice(parsed, end).split('\n')) {
        if (line.startsWith('id: ')) lastId = line.slice(4)
        if (line.startsWith('data: ')) events.push(JSON.parse(line.slice(6)) as LiveEvent)
      }
      parsed = end + 2
    }
  })
  const status = incoming.statusCode!
  if (status === 200) await eventually(() => lastId !== '')
  return {
    status,
    events,
    lastId: () => lastId,
    raw: () => text,
    ended: new Promise((resolve) => incoming.on('close', () => resolve())),
    close: () => void incoming.destroy(),
  }
}
