import { screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { draw } from '../testing/render.tsx'
import { ErrorBoundary } from './error-boundary.tsx'

// React reports what the boundary has caught; here that is the point.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

const Broken = (): never => {
  throw new Error('broken')
}
const page = (key: string, content: React.ReactNode) => (
  <ErrorBoundary resetKey={key} fallback={<p>sorry</p>}>
    {content}
  </ErrorBoundary>
)

test('a page that breaks is replaced, and the next page is a new chance', () => {
  const { rerender } = draw(page('/a', <Broken />))
  expect(screen.getByText('sorry')).toBeTruthy()
  rerender(page('/b', <p>fine</p>))
  expect(screen.getByText('fine')).toBeTruthy()
})
