import { connect } from 'node:net'
import { httpServer, type TestServer } from '@nowait/chassis/testing/servers'
import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from '../testing/bff.ts'

let bff: Bff
let point: TestServer
/** Calls that the point service has open: it never answers one. */
let open = 0
let most = 0

beforeAll(async () => {
  point = await httpServer((_, response) => {
    most = Math.max(most, ++open)
    response.on('close', () => open--)
  })
  // Only being called off ends a call before the test does.
  bff = await startBff({ env: { POINT_URL: point.url, PAGES_PER_SESSION: '2000' }, patience: 1_000 })
})
afterAll(async () => {
  await bff.stop()
  await point.close()
})

const connections = () =>
  new Promise<number>((resolve) => bff.server.server.getConnections((_, count) => resolve(count)))
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

test(
  'two thousand browsers that leave in the middle leave nothing behind',
  { timeout: 300_000 },
  async () => {
    const browser = await bff.signUp()
    const id = bff.services.giveOrder(browser.session.member.id)
    const request = `GET /api/pages/order/${id} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: ${browser.cookie}\r\n\r\n`
    const visit = () =>
      new Promise<boolean>((resolve) => {
        let text = ''
        const socket = connect(bff.server.port, '127.0.0.1', () => socket.write(request))
        socket.on('data', (chunk) => {
          text += chunk.toString()
          if (text.includes('"part"')) socket.destroy()
        })
        socket.on('error', () => undefined)
        socket.on('close', () => resolve(text.includes('"part"') && !text.includes('"part":"point"')))
      })
    // Once before, so that what is kept for good (connections to services, their timers) is there already.
    await visit()
    await eventually(() => open === 0)
    const before = timers()
    let left = 0
    for (let round = 0; round < 10; round++) {
      const visits = await Promise.all(Array.from({ length: 200 }, visit))
      left += visits.filter(Boolean).length
    }
    expect(left).toBeGreaterThan(1_000)
    expect(most).toBeGreaterThan(1)
    await eventually(async () => open === 0 && (await connections()) === 0, { withinMs: 20_000 })
    expect(Object.values(bff.upstreams).filter(({ inFlight }) => inFlight > 0)).toEqual([])
    await eventually(() => timers() <= before + 5, { withinMs: 20_000 })
  },
)
