import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeLive } from '../../testing/fake-tabs.ts'
import { followStream } from './follow-stream.ts'

let live: ReturnType<typeof fakeLive>
let stop: () => void
let refused: number
const open = (random = 1) => {
  refused = 0
  stop = followStream(
    { position: () => undefined, hear: () => {}, opened: () => {}, refused: () => refused++ },
    () => random,
  )
}
const tick = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  live = fakeLive()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** How long it is until the next opening, ms. */
async function untilNext(): Promise<number> {
  const before = live.fetch.mock.calls.length
  let waited = 0
  while (live.fetch.mock.calls.length === before) {
    await tick(50)
    waited += 50
  }
  return waited
}

test('who cannot be reached is asked after growing pauses', async () => {
  live.fetch.mockRejectedValue(new TypeError('no network'))
  open()
  await tick(0)
  expect([await untilNext(), await untilNext(), await untilNext()]).toEqual([2_000, 4_000, 8_000])
})

test('no two browsers come back at the same moment', async () => {
  const pauses = []
  for (const random of [0, 0.5, 1]) {
    open(random)
    await tick(0)
    live.latest().cut()
    pauses.push(await untilNext())
    stop()
  }
  expect(pauses).toEqual([500, 750, 1_000])
})

test('the server says when it wants to be asked again', async () => {
  open()
  await tick(0)
  live.latest().write('retry: 3000\nid: 1\n\n')
  await tick(0)
  live.latest().end()
  expect(await untilNext()).toBe(3_000)
  live.fetch.mockResolvedValueOnce(new Response('', { status: 429, headers: { 'retry-after': '15' } }))
  live.latest().cut()
  await untilNext()
  expect(await untilNext()).toBe(15_000)
})

test('a connection that has gone silent is opened again, one with a heartbeat is not', async () => {
  open()
  await tick(0)
  for (let beat = 0; beat < 10; beat++) {
    await tick(15_000)
    live.latest().write(':\n\n')
  }
  expect(live.openings).toHaveLength(1)
  await tick(45_000)
  expect(live.openings[0]!.state.isLeft).toBe(true)
  expect(live.openings.length).toBeGreaterThan(1)
})

test('a session that has ended is found out at once', async () => {
  live.fetch.mockResolvedValue(new Response('', { status: 401 }))
  open()
  await tick(0)
  expect(refused).toBe(1)
})

test('what was split on the way is put together', async () => {
  const heard: unknown[] = []
  stop = followStream({
    position: () => undefined,
    hear: ({ position, event }) => void heard.push([position, event]),
    opened: () => {},
    refused: () => {},
  })
  await tick(0)
  for (const piece of ['id: 1', '2\nda', 'ta: {"type":"notif', 'ications"}\n', '\n:\n\n'])
    live.latest().write(piece)
  await tick(0)
  expect(heard[0]).toEqual([12, { type: 'notifications' }])
})
