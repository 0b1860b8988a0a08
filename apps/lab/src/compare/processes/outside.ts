import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { sharedMs } from '../../bench/clock.ts'
import { follow, say } from '../../crash/processes/wire.ts'

// The outside service: as slow as it is told to be. It knows a call again by its idempotency key, and gives up what it
// was asked for by somebody who has gone before it was done.
let takesMs = 0
let released = Promise.withResolvers<void>()
let held = 0
follow({
  take: (about) => void (takesMs = Number(about)),
  // Answers nobody until it is told to go on.
  hold: () => void (takesMs = Number.POSITIVE_INFINITY),
  release: () => {
    takesMs = 0
    released.resolve()
    released = Promise.withResolvers()
  },
})
const keys = new Set<string>()
const effects = new Map<string, number>()

const server = createServer(async (request, response) => {
  if (request.method === 'GET') return void response.end(JSON.stringify({ held, effects: [...effects] }))
  const begun = performance.now()
  const { operation, key } = JSON.parse(await text(request)) as { operation: string; key: string }
  held++
  if (takesMs === Number.POSITIVE_INFINITY) await released.promise
  else await pause(Math.max(0, takesMs - (performance.now() - begun)))
  held--
  if (response.destroyed) return
  if (!keys.has(key)) effects.set(operation, sharedMs())
  keys.add(key)
  response.end()
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => say('listens', String((server.address() as AddressInfo).port)))
