import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { announcement } from '../lib/announce.ts'
import type { Arrived } from '../lib/page-parts.ts'
import type { PartView } from '../lib/use-page.ts'
import { draw } from '../testing/render.tsx'
import { Part } from './part.tsx'

const now = Date.parse('2026-11-21T09:00:00Z')
const retry = vi.fn()
const view = (part: { state: 'pending' } | Arrived<string>, isRetrying = false): PartView<string> => ({
  ...part,
  isRetrying,
  retry,
})
const problem = { code: 'UPSTREAM_TIMEOUT' } as const

beforeEach(() => {
  vi.useFakeTimers({ now })
})
afterEach(() => {
  vi.useRealTimers()
  retry.mockClear()
})

const part = (of: PartView<string>) => (
  <Part view={of} label="배송" skeleton={<i data-testid="skeleton" />}>
    {(data) => <p>{data}</p>}
  </Part>
)
const region = () => screen.getByRole('region', { name: '배송' })

test('a part on its way keeps its place and says that it is busy', () => {
  draw(part(view({ state: 'pending' })))
  expect(region().getAttribute('aria-busy')).toBe('true')
  expect(screen.getByTestId('skeleton')).toBeTruthy()
})

test('a late part says so, and is announced when it comes', () => {
  const { rerender } = draw(part(view({ state: 'pending' })))
  act(() => vi.advanceTimersByTime(3_000))
  expect(region().textContent).toContain('조금 늦어지고 있어요')
  rerender(part(view({ state: 'ready', data: '집하', ms: 4_000, at: now })))
  expect(region().textContent).toContain('집하')
  expect(announcement.get().text).toContain('불러왔어요')
})

test('a part that comes at once is not announced', () => {
  const before = announcement.get().count
  const { rerender } = draw(part(view({ state: 'pending' })))
  rerender(part(view({ state: 'ready', data: '집하', ms: 4, at: now })))
  expect(announcement.get().count).toBe(before)
})

test('an old part shows what it has, its age, and a way to ask again', () => {
  draw(part(view({ state: 'stale', data: '집하', ageMs: 120_000, problem, ms: 9, at: now })))
  expect(region().textContent).toContain('집하')
  expect(region().textContent).toContain('2분 전 기준')
  fireEvent.click(screen.getByRole('button', { name: '배송 다시 불러오기' }))
  expect(retry).toHaveBeenCalledOnce()
})

test('a missing part tells why and can be asked for alone, once at a time', () => {
  const missing = { state: 'unavailable', problem, ms: 9, at: now } as const
  const { rerender } = draw(part(view(missing)))
  expect(region().textContent).toContain('제때 답이 오지 않았어요')
  rerender(part(view(missing, true)))
  fireEvent.click(screen.getByRole('button', { name: '배송 다시 불러오기' }))
  expect(retry).not.toHaveBeenCalled()
})
