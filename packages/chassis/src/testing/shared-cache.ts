/** As much of an HTTP answer as a cache looks at. Names of headers are in lower case. */
export interface CachedAnswer {
  status: number
  headers: Record<string, string | undefined>
  body: string
}

export interface CacheRequest {
  path: string
  headers: Record<string, string>
}

interface Kept {
  answer: CachedAnswer
  /** The request's values of the headers the answer varies by. */
  varied: [name: string, value: string | undefined][]
  freshUntil: number
}

/** What may be kept without being told so (RFC 9110, 15.1). */
const keptByDefault = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501])
const heuristicSeconds = 60

/**
 * A cache in front of many people, as bold as RFC 9111 lets it be: keeps every answer to a GET that does not forbid it,
 * also to requests with cookies, invents a lifetime where none is said, and revalidates by ETag what has to be asked for.
 */
export function createSharedCache(
  ask: (request: CacheRequest) => Promise<CachedAnswer>,
  now: () => number = () => performance.now(),
) {
  const kept = new Map<string, Kept[]>()
  let hits = 0

  function find({ path, headers }: CacheRequest): Kept | undefined {
    return kept.get(path)?.find(({ varied }) => varied.every(([name, value]) => headers[name] === value))
  }

  function keep({ path, headers }: CacheRequest, answer: CachedAnswer): void {
    const control = answer.headers['cache-control'] ?? ''
    const names = (answer.headers.vary ?? '')
      .toLowerCase()
      .split(/\s*,\s*/)
      .filter(Boolean)
    if (!keptByDefault.has(answer.status) || /\b(private|no-store)\b/.test(control) || names.includes('*'))
      return
    const said = /\bs-maxage=(\d+)/.exec(control) ?? /\bmax-age=(\d+)/.exec(control)
    const seconds = /\bno-cache\b/.test(control) ? 0 : said ? Number(said[1]) : heuristicSeconds
    const varied = names.map((name): Kept['varied'][number] => [name, headers[name]])
    const others = (kept.get(path) ?? []).filter((one) => one !== find({ path, headers }))
    kept.set(path, [...others, { answer, varied, freshUntil: now() + seconds * 1_000 }])
  }

  return {
    /** Answers that were not asked for again. */
    get hits() {
      return hits
    },
    async get(request: CacheRequest): Promise<CachedAnswer> {
      const found = find(request)
      if (found && now() < found.freshUntil) {
        hits++
        return found.answer
      }
      const etag = found?.answer.headers.etag
      const headers = etag ? { ...request.headers, 'if-none-match': etag } : request.headers
      const answer = await ask({ ...request, headers })
      if (answer.status === 304 && found && etag) return found.answer
      keep(request, answer)
      return answer
    },
  }
}
