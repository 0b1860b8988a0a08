const listeners = new Set<() => void>()

/** Calls `listener` whenever a transaction of this process that published has been committed. */
export function onPublished(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function announcePublished(): void {
  for (const listener of listeners) listener()
}
