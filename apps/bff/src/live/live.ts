import type { bffApi } from '@nowait/contract/bff'
import type { Handlers } from '@nowait/contract/implement'
import type { Caller } from '../access.ts'
import type { LiveHub } from './live-hub.ts'

const headers = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }

/** What changed for the member, as server-sent events; goes on after `Last-Event-ID`. */
export function liveHandler(hub: LiveHub): Pick<Handlers<typeof bffApi, Caller>, 'live'> {
  return {
    async live({ caller: { session }, signal, c }) {
      // A HEAD is answered by running this and dropping the body: a stream opened for it would never be closed.
      if (c.req.raw.method === 'HEAD') return c.body(null, 200, headers)
      const last = Number(c.req.header('last-event-id') ?? Number.NaN)
      const stream = await hub.open(
        session.id,
        session.member.id,
        Number.isSafeInteger(last) ? last : undefined,
      )
      if (signal.aborted) stream.close()
      else signal.addEventListener('abort', () => stream.close(), { once: true })
      return c.body(stream.body, 200, headers)
    },
  }
}
