const listeners = new Set<() => void>()

/** Calls `listener` whenever this process has committed something for the relay. */
export function onDeferred(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function announceDeferred(): void {
  for (const listener of listeners) listener()
}
