import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, type ComponentType } from 'react'
import type { Area } from '../messages/messages.ts'
import { endpointQuery, type JsonQuery } from './endpoint-query.ts'
import { loadWords, messages } from './language.ts'
import { setAddress, usePathname } from './location.ts'
import { pageParts, type PageName } from './page-parts.ts'
import { pageQuery } from './page-stream.ts'
import { matchPath } from './paths.ts'
import { mayBeSignedIn } from './session.ts'
import { toast } from './toast.ts'

export interface PageProps {
  params: Record<string, string>
}

export interface Route {
  path: string
  load: () => Promise<{ default: ComponentType<PageProps> }>
  /** The endpoint the page asks first; by default with the parameters of the path. */
  data?: JsonQuery | PageName
  /** What it is asked with, where that depends on more than the path. */
  input?: (search: URLSearchParams) => object
  /** Pictures its first screen always shows; the server names them together with the document. */
  pictures?: readonly string[]
  /** Texts it speaks beyond the common ones. */
  words: readonly Area[]
  /** Only for members: others are sent to sign in first. */
  member?: true
}

export interface Match {
  route: Route
  params: Record<string, string>
  pathname: string
}

let table: readonly Route[] = []
let queries: QueryClient | undefined
const loaded = new Map<Route, ComponentType<PageProps>>()

/** Hands over the route table and the cache that prefetched data goes to; the last route takes what no other does. */
export function setUpRouter(routes: Record<string, Route>, client: QueryClient): void {
  table = Object.values(routes)
  queries = client
}

export function matchHref(target: string): Match {
  const { pathname } = new URL(target, location.origin)
  for (const route of table) {
    const params = matchPath(route.path, pathname)
    if (params) return { route, params, pathname }
  }
  throw new Error(`No route takes ${pathname}`)
}

export const pageOf = (route: Route): ComponentType<PageProps> | undefined => loaded.get(route)

export async function loadPage(route: Route): Promise<void> {
  if (loaded.has(route)) return
  const [page] = await Promise.all([route.load(), loadWords(route.words)])
  loaded.set(route, page.default)
}

/** Fetches code and data of a page somebody is about to open. Failing is fine: opening it asks again. */
export function prefetch(target: string): void {
  const { route, params } = matchHref(target)
  loadPage(route).catch(() => undefined)
  if (!route.data || !queries || (route.member && !mayBeSignedIn())) return
  const input = route.input ? route.input(new URL(target, location.origin).searchParams) : pathInput(params)
  // The table is checked where it is written; here name and input only have to arrive together.
  const options =
    route.data in pageParts
      ? pageQuery(route.data as PageName, input as never)
      : endpointQuery(route.data as JsonQuery, input as never)
  void queries.query(options as never).catch(() => undefined)
}

const pathInput = (params: Record<string, string>) => (Object.keys(params).length > 0 ? { params } : {})

let latest = 0

/**
 * Opens a page of the shop: the old one stays until the code of the new one is there. No Suspense fallback is ever
 * shown, since React would hold the new page back for up to 300 ms after one.
 */
export async function go(target: string, { replace = false } = {}): Promise<void> {
  const ours = ++latest
  prefetch(target)
  setWaiting(true)
  try {
    await loadPage(matchHref(target).route)
  } catch {
    if (ours === latest) await openWithoutCode(target)
    return
  } finally {
    if (ours === latest) setWaiting(false)
  }
  if (ours !== latest) return
  setAddress(target, { replace })
  if (!replace) window.scrollTo(0, 0)
}

/** After a new release the old code is gone and the document knows the new one; without a network we stay and say so. */
async function openWithoutCode(target: string): Promise<void> {
  try {
    await fetch(target, { method: 'HEAD' })
    location.assign(target)
  } catch {
    toast(messages().common.pageUnreachable, { tone: 'failed' })
  }
}

function setWaiting(isWaiting: boolean): void {
  document.documentElement.toggleAttribute('data-navigating', isWaiting)
}

/** The page to draw: that of the address, or the previous one for as long as its code is still on the way. */
export function useMatch(): Match {
  const pathname = usePathname()
  const wanted = useMemo(() => matchHref(pathname), [pathname])
  const [shown, setShown] = useState(wanted)
  const isLoaded = loaded.has(wanted.route)
  useEffect(() => {
    if (isLoaded) return
    let isCurrent = true
    loadPage(wanted.route).then(
      () => isCurrent && setShown(wanted),
      () => void (isCurrent && openWithoutCode(location.href)),
    )
    return () => void (isCurrent = false)
  }, [isLoaded, wanted])
  if (isLoaded && shown !== wanted) {
    setShown(wanted)
    return wanted
  }
  return shown
}
