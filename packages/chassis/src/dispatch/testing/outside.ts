import { text } from 'node:stream/consumers'
import { httpServer } from '../../testing/servers.ts'

export interface OutsideCall {
  what: string
  idempotencyKey: string
  sequence: number
}

/** An outside service: answers `ok`, or nothing at all while it hangs, or 503 so many times. */
export async function openOutside() {
  const calls: OutsideCall[] = []
  const answered: OutsideCall[] = []
  const behaviour = { hangs: false, failures: 0 }
  const server = await httpServer(async (request, response) => {
    const call = JSON.parse(await text(request)) as OutsideCall
    calls.push(call)
    if (behaviour.hangs) return
    if (behaviour.failures > 0) {
      behaviour.failures--
      response.writeHead(503).end()
      return
    }
    answered.push(call)
    response.end(`ok ${call.what}`)
  })
  return {
    ...server,
    behaviour,
    /** Everything that came in. */
    calls,
    /** What it carried out. */
    answered,
    clear() {
      calls.length = answered.length = 0
      Object.assign(behaviour, { hangs: false, failures: 0 })
    },
  }
}
