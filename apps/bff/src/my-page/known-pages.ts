/** The day in Seoul; Korea has no summer time. `at` in ms since 1970. */
export const dayInSeoul = (at: number): string => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10)

/** A member's page and its tag. */
export interface Page {
  etag: string
  body: Buffer<ArrayBuffer>
}

/** Which page each member has, for as long as this process is told of changes; see changes-feed.ts. */
export interface KnownPages {
  /** A member's page, when it is sure to be that. */
  find(member: string): Page | undefined
  /** Reads a page and remembers it, unless it changed meanwhile. */
  read(member: string, read: () => Promise<Page | undefined>): Promise<Page | undefined>
  /** It has changed: what was known of it is no longer true. */
  changed(member: string): void
  /** `listening`: from now on every change is told. Otherwise nothing is known any more. */
  listening(isListening: boolean): void
}

/**
 * A page changes with its events, and with the day in Seoul: points expire. `today` names that day. What was read longest
 * ago is forgotten beyond `maxBytes`.
 */
export function createKnownPages({ today, maxBytes }: { today: () => string; maxBytes: number }): KnownPages {
  const pages = new Map<string, Page>()
  let bytes = 0
  const reading = new Map<string, Set<{ changed: boolean }>>()
  let told = false
  let day = today()

  function forgetAll(): void {
    pages.clear()
    bytes = 0
    for (const reads of reading.values()) for (const one of reads) one.changed = true
  }

  function forgetYesterday(): void {
    if (day === today()) return
    day = today()
    forgetAll()
  }

  function forget(member: string): void {
    bytes -= pages.get(member)?.body.byteLength ?? 0
    pages.delete(member)
  }

  function remember(member: string, page: Page): void {
    forget(member)
    pages.set(member, page)
    bytes += page.body.byteLength
    for (const oldest of pages.keys()) {
      if (bytes <= maxBytes) return
      forget(oldest)
    }
  }

  return {
    find(member) {
      forgetYesterday()
      return told ? pages.get(member) : undefined
    },
    async read(member, read) {
      forgetYesterday()
      const own = { changed: false }
      const reads = reading.get(member) ?? new Set()
      reading.set(member, reads.add(own))
      try {
        const page = await read()
        if (page && told && !own.changed) remember(member, page)
        return page
      } finally {
        reads.delete(own)
        if (reads.size === 0) reading.delete(member)
      }
    },
    changed(member) {
      forget(member)
      for (const one of reading.get(member) ?? []) one.changed = true
    },
    listening(isListening) {
      if (isListening === told) return
      told = isListening
      forgetAll()
    },
  }
}
