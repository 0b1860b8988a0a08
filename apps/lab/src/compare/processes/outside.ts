import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { drawWait } from '@nowait/chassis/faults/waits'
import type { LabFault } from '@nowait/contract/lab-knobs'
import { sharedMs } from '../../bench/clock.ts'
import { follow, say } from '../../crash/processes/wire.ts'

/** What is wrong with it, and for how long. */
export interface OutsideFault {
  kind: LabFault
  slowMs: number
  forMs: number
}

// The outside service: as slow as it is told to be, or broken for a while. It knows a call again by its idempotency key, and gives up what it
// was asked for by somebody who has gone before it was done.
let takesMs = 0
let broken: OutsideFault | undefined
let healed = Promise.withResolvers<void>()
let released = Promise.withResolvers<void>()
let held = 0
follow({
  take: (about) => void (takesMs = Number(about)),
  // Heals by itself, whatever becomes of whoever has broken it.
  break: (about) => {
    broken = JSON.parse(about) as OutsideFault
    setTimeout(() => {
      broken = undefined
      healed.resolve()
      healed = Promise.withResolvers()
    }, broken.forMs)
  },
  // Answers nobody until it is told to go on.
  hold: () => void (takesMs = Number.POSITIVE_INFINITY),
  release: () => {
    takesMs = 0
    released.resolve()
    released = Promise.withResolvers()
  },
})
/** Of the calls, while it gives errors. */
const errorShare = 0.5
function waitOf(fault: OutsideFault | undefined): number {
  if (fault?.kind === 'slow') return fault.slowMs
  if (fault?.kind === 'tail')
    return drawWait({ shape: 'long-tailed', p50Ms: takesMs, p99Ms: 20 * takesMs }, Math.random)
  return takesMs
}
const keys = new Set<string>()
const effects = new Map<string, number>()

const server = createServer(async (request, response) => {
  if (request.method === 'GET') return void response.end(JSON.stringify({ held, effects: [...effects] }))
  const begun = performance.now()
  const { operation, key } = JSON.parse(await text(request)) as { operation: string; key: string }
  held++
  const fault = broken
  if (fault?.kind === 'hang') await healed.promise
  else if (takesMs === Number.POSITIVE_INFINITY) await released.promise
  else await pause(Math.max(0, waitOf(fault) - (performance.now() - begun)))
  held--
  if (fault?.kind === 'hang') return void response.destroy()
  if (response.destroyed) return
  if (fault?.kind === 'errors' && Math.random() < errorShare) return void response.writeHead(500).end()
  if (!keys.has(key)) effects.set(operation, sharedMs())
  keys.add(key)
  response.end()
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => say('listens', String((server.address() as AddressInfo).port)))
