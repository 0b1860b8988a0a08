import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useLastSize } from './last-sizes.ts'

test('a list is expected as long as it was last time, and as usual on the first visit', () => {
  const first = renderHook(({ size }) => useLastSize('orders', 4, size), {
    initialProps: { size: undefined as number | undefined },
  })
  expect(first.result.current).toBe(4)
  first.rerender({ size: 2 })
  expect(first.result.current).toBe(4)
  expect(renderHook(() => useLastSize('orders', 4, undefined)).result.current).toBe(2)
})
