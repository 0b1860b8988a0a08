// A push service as a process of its own, for tests that reach the shop through a browser. It tells its parent where it
// is and whom to trust (`PushServiceNews`); then, over HTTP on `control`:
//   POST /browsers             a new browser, as `PushSubscription.toJSON()`
//   GET  /pushes?endpoint=…    what that browser was sent, decrypted: [{ text, at }]
//   POST /answer?endpoint=…&status=503   how pushes to that browser are answered from now on
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, newBrowser } from './browser.ts'
import { startPushService } from './push-service.ts'

export interface PushServiceNews {
  /** For PUSH_HOSTS. */
  entry: string
  /** PEM, for NODE_EXTRA_CA_CERTS. */
  ca: string
  control: string
}

const pushService = await startPushService()
const browsers = new Map<string, Browser>()
const statuses = new Map<string, number>()

pushService.answer((response, { path }) => response.writeHead(statuses.get(path) ?? 201).end())

const control = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control')
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (request.method === 'POST' && pathname === '/browsers') return answer(201, subscribe())
  const browser = browsers.get(searchParams.get('endpoint') ?? '')
  if (!browser) return answer(404, {})
  if (request.method === 'POST' && pathname === '/answer') {
    statuses.set(new URL(browser.subscription.endpoint).pathname, Number(searchParams.get('status')))
    return answer(200, {})
  }
  return pathname === '/pushes' ? answer(200, pushesTo(browser)) : answer(404, {})
})

function subscribe(): Browser['subscription'] {
  const browser = newBrowser(pushService.origin)
  browsers.set(browser.subscription.endpoint, browser)
  return browser.subscription
}

function pushesTo({ subscription, read }: Browser): { text: string; at: string }[] {
  const received = pushService.at(subscription.endpoint)
  return received.map(({ body, receivedAt }) => ({ text: read(body), at: receivedAt.toISOString() }))
}

control.listen(0, '127.0.0.1', () => {
  const { port } = control.address() as AddressInfo
  const news: PushServiceNews = {
    entry: pushService.entry,
    ca: pushService.ca,
    control: `http://127.0.0.1:${port}`,
  }
  process.send?.(news)
})
process.on('SIGTERM', () => process.exit(0))
