/** The last good answers, kept to be shown with their age when a fresh one does not come. Bounded in bytes and in age. */
export interface LastGood {
  /** Keys name the member first: an answer is only ever given back to the member it was for. */
  remember(key: string, bytes: Buffer): void
  recall(key: string): { bytes: Buffer; ageMs: number } | undefined
  /** Forgets all keys that start with this, e.g. of a member who signs out. */
  forget(prefix: string): void
}

interface Kept {
  bytes: Buffer
  at: number
}

export function createLastGood(
  options: { maxBytes?: number; maxAgeMs?: number; now?: () => number } = {},
): LastGood {
  const { maxBytes = 16 * 1024 * 1024, maxAgeMs = 10 * 60_000, now = () => performance.now() } = options
  // A Map keeps the order of insertion: what was remembered longest ago comes first and goes first.
  const kept = new Map<string, Kept>()
  let total = 0

  const drop = (key: string) => {
    total -= kept.get(key)?.bytes.byteLength ?? 0
    kept.delete(key)
  }

  return {
    remember(key, bytes) {
      drop(key)
      kept.set(key, { bytes, at: now() })
      total += bytes.byteLength
      for (const oldest of kept.keys()) {
        if (total <= maxBytes) break
        drop(oldest)
      }
    },
    recall(key) {
      const found = kept.get(key)
      if (!found) return undefined
      const ageMs = Math.round(now() - found.at)
      if (ageMs <= maxAgeMs) return { bytes: found.bytes, ageMs }
      drop(key)
      return undefined
    },
    forget(prefix) {
      for (const key of kept.keys()) if (key.startsWith(prefix)) drop(key)
    },
  }
}
