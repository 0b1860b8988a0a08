import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followLive, liveState, touchedBy } from './live.ts'

/** The browser's own class is not there in tests; this one says what a test tells it to. */
class FakeEventSource extends EventTarget {
  static opened: FakeEventSource[] = []
  readonly url: string
  isClosed = false
  constructor(url: string) {
    super()
    this.url = url
    FakeEventSource.opened.push(this)
  }
  close(): void {
    this.isClosed = true
  }
  say(event: object): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }))
  }
}

const orderId = '0199c000-0002-7000-8000-000000000001'
let client: QueryClient
let asked: string[]
let stop: () => void
const latest = () => FakeEventSource.opened.at(-1)!

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeEventSource)
  FakeEventSource.opened = []
  client = new QueryClient()
  asked = []
  vi.spyOn(client, 'invalidateQueries').mockImplementation(async (filters) => {
    asked.push(String(filters?.queryKey?.[0]))
  })
  stop = followLive(client, () => 1)
  latest().dispatchEvent(new Event('open'))
})

afterEach(() => {
  stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('one stream is opened, and closed when the member leaves', () => {
  expect(FakeEventSource.opened.map(({ url }) => url)).toEqual(['/api/live'])
  expect(liveState.get()).toBe('on')
  stop()
  expect(latest().isClosed).toBe(true)
  expect(liveState.get()).toBe('off')
})

test('an order that moved makes its page, My Page and the list old', () => {
  expect(touchedBy({ type: 'order', orderId })).toEqual([
    ['orderPage', { params: { id: orderId } }],
    ['myPage'],
    ['listOrders'],
  ])
})

test('changes that come together are asked for once', () => {
  latest().say({ type: 'order', orderId, status: 'shipped' })
  latest().say({ type: 'notifications' })
  latest().say({ type: 'order', orderId })
  expect(asked).toEqual([])
  vi.advanceTimersByTime(200)
  expect(asked.toSorted()).toEqual(['listNotifications', 'listOrders', 'myPage', 'orderPage'])
})

test('a storm of changes asks no more than once a second', () => {
  for (let ms = 0; ms < 5_000; ms += 50) {
    latest().say({ type: 'notifications' })
    vi.advanceTimersByTime(50)
  }
  expect(asked.filter((name) => name === 'myPage').length).toBeLessThanOrEqual(5)
})

test('a broken stream is opened again after growing pauses, and what was missed is asked for once', () => {
  const pauses: number[] = []
  for (let failures = 0; failures < 3; failures++) {
    const before = FakeEventSource.opened.length
    latest().dispatchEvent(new Event('error'))
    let waited = 0
    while (FakeEventSource.opened.length === before) {
      vi.advanceTimersByTime(500)
      waited += 500
    }
    pauses.push(waited)
  }
  expect(pauses).toEqual([1000, 2000, 4000])
  expect(liveState.get()).toBe('connecting')
  asked.length = 0
  latest().dispatchEvent(new Event('open'))
  vi.advanceTimersByTime(200)
  expect(asked.toSorted()).toEqual(['getPoints', 'listNotifications', 'listOrders', 'myPage', 'orderPage'])
})

test('no two browsers come back at the same moment', () => {
  stop()
  const firstPause = (random: number) => {
    const leave = followLive(client, () => random)
    latest().dispatchEvent(new Event('error'))
    const before = FakeEventSource.opened.length
    let waited = 0
    while (FakeEventSource.opened.length === before) {
      vi.advanceTimersByTime(50)
      waited += 50
    }
    leave()
    return waited
  }
  expect([firstPause(0), firstPause(0.5), firstPause(1)]).toEqual([500, 750, 1000])
})

test('a stream refused twice makes sure that somebody is still signed in', () => {
  latest().dispatchEvent(new Event('error'))
  vi.advanceTimersByTime(1000)
  latest().dispatchEvent(new Event('error'))
  expect(asked).toEqual(['whoAmI'])
})

test('a tab that nobody looks at gives its connection back, and catches up when it is seen again', () => {
  const hide = (isHidden: boolean) => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden)
    document.dispatchEvent(new Event('visibilitychange'))
  }
  hide(true)
  vi.advanceTimersByTime(25_000)
  expect(latest().isClosed).toBe(true)
  hide(false)
  expect(FakeEventSource.opened).toHaveLength(2)
  latest().dispatchEvent(new Event('open'))
  vi.advanceTimersByTime(200)
  expect(asked).toContain('myPage')
})
