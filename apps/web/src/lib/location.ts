import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

/** Changes the address. Pages are opened by `go` of router.ts, which fetches their code first. */
export function setAddress(target: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', target)
  for (const listener of listeners) listener()
}

export const usePathname = (): string => useSyncExternalStore(subscribe, () => location.pathname)

/** The query of the address; a new object only when the query is another. */
export function useSearchParams(): URLSearchParams {
  return paramsOf(useSyncExternalStore(subscribe, () => location.search))
}

let parsed = { search: '', params: new URLSearchParams() }
function paramsOf(search: string): URLSearchParams {
  if (parsed.search !== search) parsed = { search, params: new URLSearchParams(search) }
  return parsed.params
}
