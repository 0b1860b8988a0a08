import { useSyncExternalStore } from 'react'

/** A value that survives a reload and is shared by all tabs. */
export interface Stored<T> {
  get(): T
  set(value: T): void
  use(): T
}

/**
 * Keeps a value in localStorage under `key`. `read` gets what is stored (null: nothing) and must cope with anything
 * that somebody could have put there; `write` gives what to store (null: remove it).
 * Without localStorage (some private windows) the value lives as long as the page.
 */
export function stored<T>(
  key: string,
  read: (text: string | null) => T,
  write: (value: T) => string | null,
): Stored<T> {
  const listeners = new Set<() => void>()
  let text = readItem(key)
  let value = read(text)
  const get = () => value

  function accept(next: string | null): void {
    if (next === text) return
    text = next
    value = read(next)
    for (const listener of listeners) listener()
  }

  if (typeof window !== 'undefined') {
    window.addEventListener('storage', (event) => {
      if (event.key === key || event.key === null) accept(readItem(key))
    })
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return {
    get,
    set(next) {
      const written = write(next)
      if (written === text) return
      writeItem(key, written)
      accept(written)
    },
    use: () => useSyncExternalStore(subscribe, get),
  }
}

/** Where kept-page.ts keeps My Page; named here so that its code stays with the page. */
export const keptPageKey = 'nowait.my-page'

/** Removes an entry, as if another tab had: whoever keeps it in memory lets go of it too. */
export function forgetStored(key: string): void {
  writeItem(key, null)
  window.dispatchEvent(new StorageEvent('storage', { key }))
}

/** One of a few words, e.g. a theme. */
export const storedChoice = <const C extends string>(
  key: string,
  choices: readonly C[],
  fallback: NoInfer<C>,
) =>
  stored<C>(
    key,
    (text) => choices.find((choice) => choice === text) ?? fallback,
    (choice) => choice,
  )

/** Yes or no; no is the absence of the entry. */
export const storedFlag = (key: string) =>
  stored<boolean>(
    key,
    (text) => text === '1',
    (flag) => (flag ? '1' : null),
  )

function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function writeItem(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // No storage here, or it is full: the value still holds until the page is left.
  }
}
