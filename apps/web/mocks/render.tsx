/** Draws a page over a mock of its own, as the app does. */
import { createElement, type ComponentType } from 'react'
import { afterEach, vi } from 'vitest'
import { loadWords } from '../src/lib/language.ts'
import { createQueryClient } from '../src/lib/query-client.ts'
import { setUpRouter, type PageProps } from '../src/lib/router.ts'
import { signedIn, signedOut } from '../src/lib/session.ts'
import { toasts } from '../src/lib/toast.ts'
import { routes } from '../src/routes.ts'
import { draw } from '../src/testing/render.tsx'
import { testMock } from './node.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
  toasts.set([])
})

interface Address {
  params?: Record<string, string>
  search?: string
}

/** `words`: how the mock is to be. Nobody is signed in when they say `persona=visitor`. */
export async function renderPage(
  page: ComponentType<PageProps>,
  words: string,
  { params = {}, search = '' }: Address = {},
) {
  const mock = testMock(words)
  const requests: string[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    requests.push(`${init.method} ${url}`)
    return mock.send(url, init)
  })
  vi.stubGlobal('scrollTo', () => undefined)
  history.replaceState(null, '', `/${search}`)
  await loadWords(['member', 'account', 'shop', 'late'])
  const client = createQueryClient()
  setUpRouter(routes, client)
  if (words.includes('persona=visitor')) signedOut(client)
  else signedIn(client, await mock.client.whoAmI())
  return { ...draw(createElement(page, { params }), client), mock, requests }
}
