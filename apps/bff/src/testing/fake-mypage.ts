import { createHash } from 'node:crypto'
import type { serviceCaller } from '@nowait/chassis/service'
import type { Handlers } from '@nowait/contract/implement'
import { wroteHeader } from '@nowait/contract/headers'
import type { mypageApi, PageChange } from '@nowait/contract/mypage'
import { Problem } from '@nowait/contract/problem'
import { Raw } from '@nowait/contract/raw'
import type { rebuildApi } from '@nowait/contract/rebuild'
import { sampleAt, samplePoints } from './samples.ts'

type Caller = ReturnType<ReturnType<typeof serviceCaller>>

/** A projection that keeps the pages it is given, and is behind for all others. */
export function fakeMypage() {
  const pages = new Map<string, string>()
  const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>()
  let reads = 0
  let published = false
  const tell = (change: PageChange) => {
    const bytes = new TextEncoder().encode(`data: ${JSON.stringify(change)}\n\n`)
    for (const listener of listeners) listener.enqueue(bytes)
  }
  const beating = setInterval(() => tell({ type: 'beat', behind: false }), 500)

  const handlers: Handlers<typeof mypageApi, Caller> = {
    getPage: ({ caller, headers }) => {
      reads++
      const page = pages.get(caller.member)
      const wrote = headers[wroteHeader]
      if (!page || (wrote && !page.includes(wrote.split(':')[1]!))) throw new Problem('PROJECTION_BEHIND')
      const etag = createHash('sha256').update(page).digest('base64url')
      return new Raw(Buffer.from(page), { headers: { etag: `"${etag}"` } })
    },
    getPageAddress: ({ caller: { member } }) => {
      if (!published) throw new Problem('NOT_FOUND')
      return { path: `/pages/file-of-${member}.ndjson?s=signed&e=1`, expiresAt: '2026-11-22T00:00:00.000Z' }
    },
    listOrders: () => ({ items: [], next: null, counts: {} }),
    listEntries: () => samplePoints(),
    changes: ({ c }) => {
      let own: ReadableStreamDefaultController<Uint8Array>
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          listeners.add((own = controller))
          tell({ type: 'beat', behind: false })
        },
        cancel: () => void listeners.delete(own),
      })
      return c.body(stream, 200, { 'content-type': 'text/event-stream' })
    },
  }

  const rebuild: Handlers<typeof rebuildApi, Caller> = {
    readRebuild: () => ({
      at: sampleAt,
      live: { madeBy: 1, since: sampleAt },
      version: 1,
      run: null,
      unfinished: null,
    }),
    startRebuild: () => {},
    cancelRebuild: () => {
      throw new Problem('REBUILD_NOT_RUNNING')
    },
  }

  return {
    handlers,
    /** What operators see and do of it. */
    rebuild,
    /** Questions for a page so far. */
    get reads() {
      return reads
    },
    /** From now on this member's page is kept, with these orders. */
    keep(member: string, orderIds: string[]): void {
      const items = orderIds.map((id, at) => ({
        id,
        number: `20261121-${String(at).padStart(6, '0')}`,
        status: 'confirmed',
        placedAt: '2026-11-21T03:00:00.000Z',
        items: [],
        total: 1_000,
        cancellable: true,
        version: 2,
      }))
      const parts = {
        orders: { items, next: null, counts: { confirmed: items.length } },
        shipping: { items: [] },
        point: samplePoints(),
        notifications: { items: [], unread: 0, next: null },
      }
      const lines = Object.entries(parts).map(([part, data]) =>
        JSON.stringify({ part, state: 'ready', ms: 0, data }),
      )
      pages.set(member, `${lines.join('\n')}\n`)
      tell({ type: 'changed', member })
    },
    /** From now on pages are also files. */
    publish(): void {
      published = true
    },
    /** Ends what is told of changes, as a lost connection does. */
    hangUp(): void {
      for (const listener of listeners) listener.close()
      listeners.clear()
    },
    stop(): void {
      clearInterval(beating)
    },
  }
}
