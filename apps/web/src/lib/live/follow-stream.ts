import { bffRoutes } from '@nowait/contract/bff.routes'
import { urlOf } from '@nowait/contract/client'
import { send } from '../api.ts'
import { readMessages, type LiveMessage } from './read-messages.ts'

export interface Follower {
  /** After which message to go on; undefined: with what is new. */
  position(): number | undefined
  hear(message: LiveMessage): void
  /** Whether the stream is open. */
  opened(isOpen: boolean): void
  /** There is no session any more. */
  refused(): void
}

const firstRetryMs = 1_000
const lastRetryMs = 30_000
/** The server is heard of every 15 s. A connection that says nothing for so long is dead, though nobody has closed it. */
const silentMs = 40_000

/** Keeps one stream of changes open, each time after a pause that no two browsers share. Returns what closes it for good. */
export function followStream(follower: Follower, random = Math.random): () => void {
  const stopped = new AbortController()
  void keepOpen(follower, stopped.signal, random)
  return () => stopped.abort()
}

async function keepOpen(follower: Follower, stopped: AbortSignal, random: () => number): Promise<void> {
  let failures = 0
  let retryMs = firstRetryMs
  while (!stopped.aborted) {
    const hear = (message: LiveMessage) => {
      retryMs = message.retryMs ?? retryMs
      follower.hear(message)
    }
    const end = await listen(follower, hear, stopped)
    if (stopped.aborted) return
    follower.opened(false)
    if (end.isRefused) follower.refused()
    failures = end.wasOpen ? 0 : failures + 1
    const wait = end.waitMs ?? Math.min(retryMs * 2 ** failures, lastRetryMs)
    await pause(wait * (0.5 + random() / 2), stopped)
  }
}

interface End {
  wasOpen: boolean
  isRefused?: boolean
  /** For how long the server would rather not be asked. */
  waitMs?: number
}

async function listen(
  follower: Follower,
  hear: (message: LiveMessage) => void,
  stopped: AbortSignal,
): Promise<End> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), silentMs)
  }
  let wasOpen = false
  try {
    alive()
    const position = follower.position()
    const response = await send(urlOf(bffRoutes.live), {
      method: 'GET',
      headers: {
        accept: 'text/event-stream',
        ...(position !== undefined && { 'last-event-id': String(position) }),
      },
      signal: AbortSignal.any([stopped, silence.signal]),
    })
    if (!response.ok || !response.body) return refusal(response)
    wasOpen = true
    follower.opened(true)
    for await (const message of readMessages(response.body, alive)) {
      // A worker in between does not always pass on that we have left.
      if (stopped.aborted) break
      hear(message)
    }
  } catch {
    // Cut, or never reached: asked again in a while.
  } finally {
    clearTimeout(timer)
  }
  return { wasOpen }
}

function refusal(response: Response): End {
  void response.body?.cancel().catch(() => undefined)
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return {
    wasOpen: false,
    isRefused: response.status === 401,
    waitMs: seconds > 0 ? Math.min(seconds * 1_000, lastRetryMs) : undefined,
  }
}

/** Shorter when the network comes back, or nobody waits any more. */
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      stopped.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
    stopped.addEventListener('abort', end)
  })
}
