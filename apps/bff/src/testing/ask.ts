import { request, type IncomingHttpHeaders } from 'node:http'

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  json: () => Record<string, unknown>
}

export interface Asking {
  method?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
}

/**
 * One request over a connection of its own, sent exactly as written: no header is added that a test did not ask for.
 * A stream of events has no end, so its head is the reply.
 */
export function ask(url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port, origin } = new URL(url)
    // Not URL.pathname: tricks in the path have to arrive as they are.
    const path = url.slice(origin.length) || '/'
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      if (incoming.headers['content-type'] === 'text/event-stream') {
        resolve({ status: incoming.statusCode!, headers: incoming.headers, text: '', json: () => ({}) })
        return void incoming.destroy()
      }
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({
          status: incoming.statusCode!,
          headers: incoming.headers,
          text,
          json: () => JSON.parse(text) as Record<string, unknown>,
        })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
