import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refresher, touchedBy } from './refresh.ts'

const orderId = '0199c000-0002-7000-8000-000000000001'
let asked: string[]
let refresh: ReturnType<typeof refresher>

beforeEach(() => {
  vi.useFakeTimers()
  const client = new QueryClient()
  asked = []
  vi.spyOn(client, 'invalidateQueries').mockImplementation(async (filters) => {
    asked.push(String(filters?.queryKey?.[0]))
  })
  refresh = refresher(client)
})
afterEach(() => {
  refresh.stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const see = (isHidden: boolean) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

test('an order that moved makes its page, My Page and the list old', () => {
  expect(touchedBy({ type: 'order', orderId })).toEqual([
    ['orderPage', { params: { id: orderId } }],
    ['myPage'],
    ['listOrders'],
  ])
})

test('changes that come together are asked for once', () => {
  refresh.take({ type: 'order', orderId, status: 'shipped' })
  refresh.take({ type: 'notifications' })
  refresh.take({ type: 'order', orderId })
  expect(asked).toEqual([])
  vi.advanceTimersByTime(200)
  expect(asked.toSorted()).toEqual(['listNotifications', 'listOrders', 'myPage', 'orderPage'])
})

test('a storm of changes asks no more than once a second', () => {
  for (let ms = 0; ms < 5_000; ms += 50) {
    refresh.take({ type: 'notifications' })
    vi.advanceTimersByTime(50)
  }
  expect(asked.filter((name) => name === 'myPage').length).toBeLessThanOrEqual(5)
})

test('a tab that nobody looks at asks for nothing, and for all of it once when it is seen', () => {
  see(true)
  for (let nth = 0; nth < 5; nth++) {
    refresh.take({ type: 'order', orderId })
    vi.advanceTimersByTime(2_000)
  }
  expect(asked).toEqual([])
  see(false)
  vi.advanceTimersByTime(200)
  expect(asked.toSorted()).toEqual(['listOrders', 'myPage', 'orderPage'])
})
