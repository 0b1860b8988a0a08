import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { createElement } from 'react'
import { BrokenPage } from './layout/broken-page.tsx'
import { ErrorBoundary } from './layout/error-boundary.tsx'
import { Layout } from './layout/layout.tsx'
import { MemberGate } from './layout/member-gate.tsx'
import { pageOf, useMatch } from './lib/router.ts'

export function App({ client }: { client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <CurrentPage />
    </QueryClientProvider>
  )
}

function CurrentPage() {
  const { route, params, pathname } = useMatch()
  const page = createElement(pageOf(route)!, { key: pathname, params })
  return (
    <Layout pathname={pathname}>
      <ErrorBoundary resetKey={pathname} fallback={<BrokenPage />}>
        {route.member ? <MemberGate>{page}</MemberGate> : page}
      </ErrorBoundary>
    </Layout>
  )
}
