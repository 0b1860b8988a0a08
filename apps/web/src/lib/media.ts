import { useSyncExternalStore } from 'react'

// The `md` breakpoint of theme.css: from here on the header fits into one row.
const wide = typeof matchMedia === 'function' ? matchMedia('(width >= 52rem)') : undefined

function subscribe(listener: () => void): () => void {
  wide?.addEventListener('change', listener)
  return () => wide?.removeEventListener('change', listener)
}

/** Whether there is room for the wide layout, where showing and hiding by CSS would mean having things twice. */
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => wide?.matches ?? true)
