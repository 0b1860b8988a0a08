import type { Session } from '@nowait/contract/bff'
import type { QueryClient } from '@tanstack/react-query'
import { endpointQuery } from './endpoint-query.ts'
import { pageParts, settle, type Arrived, type PageSoFar } from './page-parts.ts'
import { pageKey } from './page-stream.ts'
import { hintedMember } from './session.ts'
import { keptPageKey, stored } from './stored.ts'

interface Kept {
  /** Code that may have changed what it looks like shows nothing of another release. */
  release: string
  session: Session
  parts: Record<string, { data: unknown; at: number }>
}

const release = import.meta.url
const mostCharacters = 300_000

/**
 * My Page as it was last seen, in localStorage: small and read at once, before the first drawing; and removed at once,
 * in all tabs, when the member leaves. IndexedDB and Cache do neither without a wait in which a tab can be closed.
 */
const keptPage = stored<Kept | null>(keptPageKey, read, (kept) => kept && JSON.stringify(kept))

const key = pageKey('myPage', {})

/** Shows a returning member what was kept, each part until a fresh one has come. Before the page is first drawn. */
export function showKept(client: QueryClient): void {
  const kept = keptPage.get()
  if (!kept) return
  if (kept.session.member.id !== hintedMember() || isOver(kept)) return keptPage.set(null)
  const known: Record<string, Arrived<unknown>> = client.getQueryData<PageSoFar<'myPage'>>(key) ?? {}
  const isWanted = (part: string) => !known[part] || known[part].state === 'unavailable'
  const parts = Object.entries(kept.parts).map(([name, { data, at }]) => {
    const [old, now] = [asKept(data, at), known[name]]
    return [name, now?.state === 'unavailable' ? settle(old, now, now.at) : (now ?? old)] as const
  })
  if (pageParts.myPage.some(isWanted))
    client.setQueryData(key, { ...known, ...Object.fromEntries(parts) }, { updatedAt: 0 })
  const who = endpointQuery('whoAmI', {}).queryKey
  if (!client.getQueryData(who)) client.setQueryData(who, kept.session, { updatedAt: 0 })
}

/** Keeps the page for the next visit, once all of it is there and of this visit. */
export function keepPage(session: Session, page: PageSoFar<'myPage'>): void {
  const arrived = pageParts.myPage.flatMap((name) => {
    const part = page[name]
    if (!part || part.state === 'unavailable' || (part.state === 'stale' && part.isKept)) return []
    return [[name, { data: part.data, at: part.at - (part.state === 'stale' ? part.ageMs : 0) }] as const]
  })
  if (arrived.length < pageParts.myPage.length || session.member.id !== hintedMember()) return
  const kept = { release, session, parts: Object.fromEntries(arrived) }
  if (JSON.stringify(kept).length <= mostCharacters) keptPage.set(kept)
}

const isOver = ({ session }: Kept) => !(Date.parse(session.expiresAt) > Date.now())

const asKept = (data: unknown, at: number): Arrived<unknown> => ({
  state: 'stale',
  data,
  at,
  ageMs: 0,
  ms: 0,
  problem: { code: 'UNREACHABLE' },
  isKept: true,
})

function read(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null
    return kept?.release === release ? kept : null
  } catch {
    return null
  }
}
