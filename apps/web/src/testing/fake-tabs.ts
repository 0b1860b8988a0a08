import { vi } from 'vitest'

/** Channels and locks of one browser in one process: what one tab says the others hear at once. */
export function fakeTabs(): void {
  const channels = new Set<FakeChannel>()
  class FakeChannel extends EventTarget {
    readonly name: string
    constructor(name: string) {
      super()
      this.name = name
      channels.add(this)
    }
    postMessage(data: unknown): void {
      for (const other of channels)
        if (other !== this && other.name === this.name)
          other.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }))
    }
    close(): void {
      channels.delete(this)
    }
  }
  const held = new Map<string, Promise<unknown>>()
  const request = async (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) => {
    const before = held.get(name)
    const turn = (async () => {
      await before
      if (!signal.aborted) await run()
    })()
    held.set(name, turn)
    await turn
  }
  vi.stubGlobal('BroadcastChannel', FakeChannel)
  vi.stubGlobal('navigator', { onLine: true, locks: { request } })
}

/** Says something on a channel, as a tab would. */
export function sayToTabs(name: string, data: unknown): void {
  const channel = new BroadcastChannel(name)
  channel.postMessage.call(channel, data)
  channel.close()
}

/** The server's end of `/api/live`: each opening is one stream that a test writes to. */
export function fakeLive() {
  const openings: Opening[] = []
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async (_url, init) => {
    const opening = openingOf(init)
    openings.push(opening)
    return new Response(opening.body, { headers: { 'content-type': 'text/event-stream' } })
  })
  vi.stubGlobal('fetch', fetch)
  const latest = () => openings.at(-1)!
  return { openings, fetch, latest }
}

export type Opening = ReturnType<typeof openingOf>

function openingOf(init: RequestInit) {
  let controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>
  const state = { isLeft: false }
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (given) => void (controller = given),
    cancel: () => void (state.isLeft = true),
  })
  init.signal!.addEventListener('abort', () => {
    state.isLeft = true
    controller.error(init.signal!.reason)
  })
  const write = (text: string) => controller.enqueue(new TextEncoder().encode(text))
  return {
    body,
    state,
    lastEventId: new Headers(init.headers).get('last-event-id'),
    write,
    say: (position: number, event?: object) =>
      write(`id: ${position}\n${event ? `data: ${JSON.stringify(event)}\n` : ''}\n`),
    end: () => controller.close(),
    cut: () => controller.error(new TypeError('network error')),
  }
}
