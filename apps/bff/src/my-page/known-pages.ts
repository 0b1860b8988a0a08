const mostPages = 10_000

/** The day in Seoul; Korea has no summer time. `at` in ms since 1970. */
export const dayInSeoul = (at: number): string => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10)

/** Which page each member has, for as long as this process is told of changes; see changes-feed.ts. */
export interface KnownPages {
  /** The tag of a member's page, when it is sure to be that. */
  tagOf(member: string): string | undefined
  /** Reads a page and remembers its tag, unless it changed meanwhile. */
  read<T extends { etag: string } | undefined>(member: string, read: () => Promise<T>): Promise<T>
  /** It has changed: what was known of it is no longer true. */
  changed(member: string): void
  /** `listening`: from now on every change is told. Otherwise nothing is known any more. */
  listening(isListening: boolean): void
}

/** A page changes with its events, and with the day in Seoul: points expire. `today` names that day. */
export function createKnownPages(today: () => string): KnownPages {
  const tags = new Map<string, string>()
  const reading = new Map<string, Set<{ changed: boolean }>>()
  let told = false
  let day = today()

  function forgetAll(): void {
    tags.clear()
    for (const reads of reading.values()) for (const one of reads) one.changed = true
  }

  function forgetYesterday(): void {
    if (day === today()) return
    day = today()
    forgetAll()
  }

  function remember(member: string, etag: string): void {
    tags.delete(member)
    tags.set(member, etag)
    if (tags.size > mostPages) tags.delete(tags.keys().next().value!)
  }

  return {
    tagOf(member) {
      forgetYesterday()
      return told ? tags.get(member) : undefined
    },
    async read(member, read) {
      forgetYesterday()
      const own = { changed: false }
      const reads = reading.get(member) ?? new Set()
      reading.set(member, reads.add(own))
      try {
        const page = await read()
        if (page && told && !own.changed) remember(member, page.etag)
        return page
      } finally {
        reads.delete(own)
        if (reads.size === 0) reading.delete(member)
      }
    },
    changed(member) {
      tags.delete(member)
      for (const one of reading.get(member) ?? []) one.changed = true
    },
    listening(isListening) {
      if (isListening === told) return
      told = isListening
      forgetAll()
    },
  }
}
