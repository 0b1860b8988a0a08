import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '@nowait/chassis/log'
import { urlOf } from '@nowait/contract/client'
import { PageChange } from '@nowait/contract/mypage'
import { mypageRoutes } from '@nowait/contract/mypage.routes'
import type { KnownPages } from './known-pages.ts'

/** The service says every second that it is there. */
const silenceMs = 3_000
const againMs = 500

/**
 * Is told of every page that changes, for as long as the service can be reached: a silence, a lost connection or a
 * service that is behind ends what is known.
 */
export function followChanges({
  url,
  token,
  pages,
  log,
}: {
  url: string
  token: string
  pages: KnownPages
  log: Log
}) {
  const stopping = new AbortController()

  async function follow(): Promise<void> {
    const silent = new AbortController()
    const signal = AbortSignal.any([stopping.signal, silent.signal])
    let timer = setTimeout(() => silent.abort(), silenceMs)
    try {
      const answer = await fetch(url + urlOf(mypageRoutes.changes), {
        headers: { authorization: `Bearer ${token}` },
        signal,
      })
      if (!answer.ok || !answer.body) return void (await answer.body?.cancel())
      let rest = ''
      for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
        clearTimeout(timer)
        timer = setTimeout(() => silent.abort(), silenceMs)
        const lines = (rest + text).split('\n')
        rest = lines.pop()!
        for (const line of lines) if (line.startsWith('data: ')) take(line.slice(6))
      }
    } finally {
      clearTimeout(timer)
      pages.listening(false)
    }
  }

  function take(data: string): void {
    const { data: change } = PageChange.safeParse(JSON.parse(data))
    if (change?.type === 'changed') pages.changed(change.member)
    else if (change?.type === 'beat') pages.listening(!change.behind)
    else pages.listening(false)
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await follow().catch((error: unknown) => {
        if (!stopping.signal.aborted) log.debug({ err: error }, 'changes of pages are not told')
      })
      await pause(againMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
