import { type Context } from 'hono'
import { memberHeader } from '@nowait/contract/headers'
import { registerLimit, registerLoop } from '../guard/registry.ts'
import { systemClock } from '../clock.ts'
import type { Log } from '../log.ts'
import { type Admission, createAdmission, type Priority } from './admission.ts'
import { createGradientLimit, type GradientPlan } from './gradient-limit.ts'
import { type LoopWatch, watchLoop } from './loop-watch.ts'

/** What keeps a process from taking on more than it can do. */
export interface Protection {
  /** For `shedLoad`. */
  admission: Admission
  /** For `ready`. */
  loop: Pick<LoopWatch, 'state'>
  stop(): void
}

/**
 * Begins with many times what a pool of five connections works on at once, and never goes far below it: requests that
 * wait for others hold their places too, and a measuring moment halves the limit.
 */
export const serviceLimit = { initial: 100, min: 40 } as const satisfies GradientPlan

/** Protects this process, and shows to operators as `name` how. */
export function protectProcess({
  name,
  log,
  limit = serviceLimit,
}: {
  name: string
  log: Log
  limit?: GradientPlan
}): Protection {
  const admission = createAdmission(createGradientLimit(limit, systemClock))
  const unregister = registerLimit(name, admission)
  const loop = watchLoop({
    onChange: (state, delayMs) => log.warn({ state, delayMs: Math.round(delayMs) }, 'event loop'),
  })
  registerLoop(loop)
  return {
    admission,
    loop,
    stop() {
      unregister()
      loop.stop()
    },
  }
}

/** Of a request to a service: writes and the calls of jobs come first, what a member reads of his own before the catalogue. */
export function servicePriority({ req }: Context): Priority {
  if (req.method !== 'GET' && req.method !== 'HEAD') return 'critical'
  return req.header(memberHeader) === undefined ? 'browsing' : 'normal'
}
