import type { Database } from '@nowait/chassis/database'
import type { LoopWatch } from '@nowait/chassis/overload/loop-watch'
import { upOrDown } from '@nowait/chassis/service'
import type { bffApi, Ready } from '@nowait/contract/bff'
import type { Handlers } from '@nowait/contract/implement'
import { Raw } from '@nowait/contract/raw'
import type { z } from 'zod'
import type { Caller } from './access.ts'
import { createProbes } from './clients.ts'
import type { BffConfig } from './config.ts'
import { services } from './plans.ts'

type Readiness = z.infer<typeof Ready>

/** Probes are shared by all who ask, and never waited for. */
const probeEveryMs = 5_000
const probeWithinMs = 1_000

interface ReadinessOptions {
  database: Database
  config: BffConfig
  loop: Pick<LoopWatch, 'state'>
}

/** Liveness, and whether this process can serve: itself and its own schema. Its upstreams are listed and change nothing. */
export function readiness({ database, config, loop }: ReadinessOptions) {
  const probes = createProbes(config)
  const states: Readiness['upstreams'] = Object.fromEntries(services.map((name) => [name, 'unknown']))
  let probedAt = Number.NEGATIVE_INFINITY

  function probe(): void {
    if (performance.now() - probedAt < probeEveryMs) return
    probedAt = performance.now()
    for (const upstream of probes) {
      upstream.ask('/health', { deadlineMs: probeWithinMs }).then(
        ({ status }) => (states[upstream.name] = status < 500 ? 'up' : 'down'),
        () => (states[upstream.name] = 'down'),
      )
    }
  }

  async function ready(): Promise<Readiness | Raw> {
    probe()
    const checks = {
      'event-loop': loop.state(),
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
  return {
    handlers,
    stop: () => Promise.all(probes.map((upstream) => upstream.close())),
  }
}
