import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { arrivalsHidden } from '../lib/arrivals.ts'
import type { PartView } from '../lib/use-page.ts'
import { draw } from '../testing/render.tsx'
import { ArrivalStrip } from './arrival-strip.tsx'

const retry = vi.fn()
const still = { isRetrying: false, retry }
const problem = { code: 'UPSTREAM_TIMEOUT' } as const
const parts: { label: string; view: PartView<unknown> }[] = [
  { label: '주문', view: { state: 'ready', data: 1, ms: 12, at: 0, ...still } },
  { label: '배송', view: { state: 'ready', data: 1, ms: 1_840, at: 0, ...still } },
  {
    label: '알림',
    view: { state: 'stale', data: 1, ageMs: 60_000, problem, ms: 9, at: Date.now(), ...still },
  },
  { label: '포인트', view: { state: 'unavailable', problem, ms: 9, at: 0, ...still } },
]

beforeEach(() => arrivalsHidden.set(false))

test('each part is a word with the time of its arrival', () => {
  draw(<ArrivalStrip parts={parts} />)
  const words = screen.getAllByRole('listitem').map((item) => item.textContent)
  expect(words).toEqual(['주문12 ms', '배송1.8초', '알림1분 전', '포인트없음포인트 다시 불러오기'])
})

test('what is missing can be asked for from here', () => {
  draw(<ArrivalStrip parts={parts} />)
  fireEvent.click(screen.getByRole('button', { name: /포인트 다시 불러오기/ }))
  expect(retry).toHaveBeenCalledOnce()
})

test('hidden once, it stays hidden', () => {
  draw(<ArrivalStrip parts={parts} />)
  fireEvent.click(screen.getByRole('button', { name: '도착 표시 숨기기' }))
  expect(screen.queryByRole('list')).toBeNull()
  expect(localStorage.getItem('nowait.arrivals-hidden')).toBe('1')
})
