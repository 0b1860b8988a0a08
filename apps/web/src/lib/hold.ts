import type { QueryClient } from '@tanstack/react-query'

/**
 * Applies a change that was sent and not answered yet to what is cached, and again whenever an answer to an older
 * question has come. Returns what lets go of it. `change` must leave alone what is newer.
 */
export function hold(client: QueryClient, change: () => void): () => void {
  let isChanging = false
  const again = () => {
    if (isChanging) return
    isChanging = true
    change()
    isChanging = false
  }
  again()
  return client.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') again()
  })
}

/** Asks anew; an answer still under way was asked for before the change, and is let go. */
export function askAgain(client: QueryClient, names: readonly string[]): void {
  for (const name of names) void client.invalidateQueries({ queryKey: [name] })
}
