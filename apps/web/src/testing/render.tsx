import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { cleanup, configure, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach } from 'vitest'
import { createQueryClient } from '../lib/query-client.ts'

// On a busy machine a page takes its time; nothing here measures it.
configure({ asyncUtilTimeout: 10_000 })

afterEach(cleanup)

/** Draws something as the app does: inside a cache of its own. */
export function draw(what: ReactNode, client: QueryClient = createQueryClient()) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  return { client, ...render(what, { wrapper }) }
}
