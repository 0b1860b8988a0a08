import { startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { BrokenPage } from './layout/broken-page.tsx'
import { startLanguage } from './lib/language.ts'
import { createQueryClient } from './lib/query-client.ts'
import { loadPage, matchHref, prefetch, setUpRouter } from './lib/router.ts'
import { applyTheme } from './lib/theme.ts'
import { routes } from './routes.ts'
// Nearly every page is made of these: here once, instead of a file more for each of them to wait for.
import './components/part.tsx'
import './components/money.tsx'
import './components/product-picture.tsx'
import './components/skeleton.tsx'
import './lib/use-page.ts'

// No await at the top level: chunks of pages import from this one, and would wait for it while it waits for them.
async function start(): Promise<void> {
  applyTheme()
  if (__MOCK__) await (await import('../mocks/browser.ts')).startMock()
  const client = createQueryClient()
  setUpRouter(routes, client)
  prefetch(location.href)
  await Promise.all([startLanguage(), loadPage(matchHref(location.href).route)])
  const root = createRoot(document.getElementById('root')!)
  // In slices of a few milliseconds: a phone is never deaf while the first page is put together.
  startTransition(() => root.render(<App client={client} />))
}

start().catch(() => createRoot(document.getElementById('root')!).render(<BrokenPage />))
