import type { LiveEvent } from '@nowait/contract/bff'
import { followStream } from './follow-stream.ts'
import type { LiveState } from './live-state.ts'

export interface Sharing {
  /** Only tabs of the same member share. */
  member: string
  hear(event: LiveEvent): void
  changed(state: LiveState): void
  refused(): void
  random?: () => number
}

/** A step in the log of changes: what happened between two positions. */
interface Step {
  from: number | undefined
  to: number
  event: LiveEvent | undefined
}

type Word =
  | { say: 'step'; step: Step }
  | { say: 'state'; state: LiveState; position: number | undefined; lately: Step[] }
  | { say: 'hello' }

/** Browsers give a site six connections over HTTP/1.1, and tabs that nobody looks at must not keep a server busy. */
const hiddenTooLongMs = 20_000
/** What a tab shows that joins may have been read so long before, ms. */
const latelyMs = 15_000
const mostLately = 50

/**
 * One stream for all tabs of a member: the tab that holds the lock reads it and tells the others. When it goes, the lock
 * passes to the next one that somebody looks at, which goes on at the last position it heard of; a tab that finds that
 * steps are missing looks at everything again. Where the browser has no locks (plain http), each tab has its own.
 */
export function shareLive(sharing: Sharing): () => void {
  const name = `nowait.live.${sharing.member}`
  const channel = new BroadcastChannel(name)
  const lately: { at: number; step: Step }[] = []
  let position: number | undefined
  let state: LiveState = 'off'
  let stopLeading: (() => void) | undefined
  let isLeading = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const say: (word: Word) => void = channel.postMessage.bind(channel)
  const sayState = () =>
    say({
      say: 'state',
      state,
      position,
      lately: lately.filter(({ at }) => at > Date.now() - latelyMs).map(({ step }) => step),
    })

  function enter(next: LiveState): void {
    state = next
    sharing.changed(next)
  }

  function take({ from, to, event }: Step): void {
    const isReset = event?.type === 'reset'
    // Where the server's log has begun anew, what comes next is lower than what we have heard of.
    if (position !== undefined && to <= position && !isReset) return
    const isMissing = from !== undefined && position !== undefined && from > position
    position = to
    if (isMissing && !isReset) sharing.hear({ type: 'reset' })
    else if (event) sharing.hear(event)
  }

  function lead(): () => void {
    isLeading = true
    enter('connecting')
    sayState()
    const close = followStream(
      {
        position: () => position,
        hear: ({ position: to, event }) => {
          if (to === undefined) return
          const step = { from: position, to, event }
          take(step)
          lately.push({ at: Date.now(), step })
          if (lately.length > mostLately) lately.shift()
          say({ say: 'step', step })
        },
        opened: (isOpen) => {
          enter(isOpen ? 'on' : 'connecting')
          sayState()
        },
        refused: sharing.refused,
      },
      sharing.random,
    )
    return () => {
      close()
      isLeading = false
      enter('off')
      sayState()
    }
  }

  function compete(): void {
    if (stopLeading) return
    const patience = new AbortController()
    const turn = Promise.withResolvers<void>()
    let leave: (() => void) | undefined
    stopLeading = () => {
      stopLeading = undefined
      patience.abort()
      leave?.()
      turn.resolve()
    }
    const wholeTurn = () => {
      if (!patience.signal.aborted) leave = lead()
      return turn.promise
    }
    locked(name, patience.signal, wholeTurn).catch(() => undefined)
  }

  function look(): void {
    clearTimeout(timer)
    if (document.hidden) {
      timer = setTimeout(() => stopLeading?.(), hiddenTooLongMs)
      return
    }
    if (!isLeading) say({ say: 'hello' })
    compete()
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if (data.say === 'hello') return isLeading ? sayState() : undefined
    if (data.say === 'step') return take(data.step)
    for (const step of data.lately) take(step)
    if (data.position !== undefined) take({ from: data.position, to: data.position, event: undefined })
    if (!isLeading) enter(data.state)
  })
  const leave = () => stopLeading?.()
  document.addEventListener('visibilitychange', look)
  addEventListener('pagehide', leave)
  addEventListener('pageshow', look)
  look()
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', look)
    removeEventListener('pagehide', leave)
    removeEventListener('pageshow', look)
    stopLeading?.()
    channel.close()
    sharing.changed('off')
  }
}

const locked = (name: string, signal: AbortSignal, run: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? navigator.locks.request(name, { signal }, run) : run()
