const listeners = new Set<(queue: string) => void>()

/** Calls `listener` whenever a transaction of this process that enqueued has been committed. */
export function onEnqueued(listener: (queue: string) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function announceEnqueued(queue: string): void {
  for (const listener of listeners) listener(queue)
}
