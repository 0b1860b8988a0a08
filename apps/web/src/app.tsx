import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
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
  const Content = pageOf(route)!
  const page = <Content key={pathname} params={params} />
  return (
    <Layout pathname={pathname}>
      <ErrorBoundary resetKey={pathname} fallback={<BrokenPage />}>
        {route.member ? <MemberGate>{page}</MemberGate> : page}
      </ErrorBoundary>
    </Layout>
  )
}
