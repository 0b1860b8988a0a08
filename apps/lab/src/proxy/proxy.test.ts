import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { type FakeClock, fakeClock } from '@nowait/chassis/testing/fake-clock'
import { httpServer, socketServer, type TestServer } from '@nowait/chassis/testing/servers'
import { afterEach, expect, test } from 'vitest'
import { type Proxy, startProxy } from './proxy.ts'

const body = '안녕'.repeat(20_000)
const closing: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function before(server: TestServer): Promise<Proxy & { url: string; clock: FakeClock }> {
  const { port } = new URL(server.url)
  const clock = fakeClock()
  const proxy = await startProxy({ host: '127.0.0.1', port: Number(port), clock, random: () => 0.5 })
  closing.push(server.close, proxy.close)
  // Not spread: how many connections there are is read anew.
  return Object.assign(proxy, { url: `http://127.0.0.1:${proxy.port}`, clock })
}
const shop = () =>
  httpServer((request, response) => void text(request).then((sent) => response.end(sent + body)))
const ask = (url: string) =>
  fetch(url, { method: 'POST', body: 'you said ', headers: { connection: 'close' } })

test('without a toxic nothing is different', async () => {
  const { url } = await before(await shop())
  expect(await (await ask(url)).text()).toBe(`you said ${body}`)
})

test('a server that is gone refuses, and is there again', async () => {
  const proxy = await before(await shop())
  proxy.disable()
  await expect(ask(proxy.url)).rejects.toThrow('fetch failed')
  proxy.enable()
  expect(await (await ask(proxy.url)).text()).toBe(`you said ${body}`)
})

test('a reset tears down an open connection', async () => {
  const proxy = await before(await socketServer(() => {}))
  const socket = connect(proxy.port, '127.0.0.1')
  await once(socket, 'connect')
  await expect.poll(() => proxy.connections).toBe(1)
  const broken = once(socket, 'error')
  proxy.add({ type: 'reset_peer', timeout: 0 })
  await proxy.clock.advance(1)
  expect(await Promise.race([broken.then(() => 'error'), once(socket, 'close').then(() => 'close')])).toBe(
    'error',
  )
})

test('data that is limited ends too early, and who reads it notices', async () => {
  const proxy = await before(await shop())
  proxy.add({ type: 'limit_data', bytes: 5_000 })
  await expect(ask(proxy.url).then((answer) => answer.text())).rejects.toThrow('terminated')
})

test('a black hole takes a request, and gives no answer until it is closed', async () => {
  const proxy = await before(await shop())
  proxy.add({ type: 'blackhole' }, { direction: 'upstream', name: 'hole' })
  const lost = ask(proxy.url)
  lost.catch(() => {})
  await expect.poll(() => proxy.connections).toBe(1)
  proxy.clear()
  expect(await (await ask(proxy.url)).text()).toBe(`you said ${body}`)
  expect(proxy.connections).toBeGreaterThan(0)
  proxy.disable()
  await expect(lost).rejects.toThrow('fetch failed')
})

test('a toxic with half of the toxicity is for some connections only', async () => {
  const proxy = await before(await shop())
  proxy.add({ type: 'corrupt', share: 0.6 }, { toxicity: 0.4 })
  expect(await (await ask(proxy.url)).text()).toBe(`you said ${body}`)
  proxy.add({ type: 'limit_data', bytes: 10 }, { toxicity: 0.6 })
  await expect(ask(proxy.url).then((answer) => answer.text())).rejects.toThrow('fetch failed')
})
