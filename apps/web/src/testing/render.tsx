import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach } from 'vitest'
import { createQueryClient } from '../lib/query-client.ts'

afterEach(cleanup)

/** Draws something as the app does: inside a cache of its own. */
export function draw(what: ReactNode, client: QueryClient = createQueryClient()) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  return { client, ...render(what, { wrapper }) }
}
