import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Database } from '@nowait/chassis/database'
import { upOrDown } from '@nowait/chassis/service'
import type { bffApi, Ready } from '@nowait/contract/bff'
import type { Handlers } from '@nowait/contract/implement'
import { Raw } from '@nowait/contract/raw'
import type { z } from 'zod'
import type { Caller } from './access.ts'
import type { Upstreams } from './clients.ts'

type Readiness = z.infer<typeof Ready>

/** Probes are shared by all who ask, and never waited for. */
const probeEveryMs = 5_000
const probeWithinMs = 1_000
/** A loop that is late by this much serves nobody well. */
const lateMs = 1_000

/** Liveness, and whether this process can serve: itself and its own schema. Its upstreams are listed and change nothing. */
export function readiness({ database, upstreams }: { database: Database; upstreams: Upstreams }) {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const states: Readiness['upstreams'] = Object.fromEntries(
    Object.keys(upstreams).map((name) => [name, 'unknown']),
  )
  let probedAt = Number.NEGATIVE_INFINITY

  function probe(): void {
    if (performance.now() - probedAt < probeEveryMs) return
    probedAt = performance.now()
    for (const [name, upstream] of Object.entries(upstreams)) {
      upstream.ask('/health', { deadlineMs: probeWithinMs }).then(
        ({ status }) => (states[name] = status < 500 ? 'up' : 'down'),
        () => (states[name] = 'down'),
      )
    }
  }

  function eventLoop(): 'up' | 'down' {
    const worst = delay.max / 1e6
    delay.reset()
    return worst > lateMs ? 'down' : 'up'
  }

  async function ready(): Promise<Readiness | Raw> {
    probe()
    const checks = {
      'event-loop': eventLoop(),
      schema: await upOrDown(() => database.sql`select position from live_head`),
    }
    const answer = { checks, upstreams: { ...states } }
    if (Object.values(checks).every((state) => state === 'up')) return { status: 'ready', ...answer }
    return new Raw(new TextEncoder().encode(JSON.stringify({ status: 'not-ready', ...answer })), {
      status: 503,
      headers: { 'retry-after': '1' },
    })
  }

  const handlers: Pick<Handlers<typeof bffApi, Caller>, 'health' | 'ready'> = {
    health: () => ({ status: 'ok' }),
    ready,
  }
  return { handlers, stop: () => void delay.disable() }
}
