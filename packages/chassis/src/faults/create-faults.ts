import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { type Fault, faultApi } from '@nowait/contract/faults'
import { type Clock, pause, systemClock } from '../clock.ts'
import { serviceApi, type ServiceApiOptions } from '../service.ts'
import { type FaultBoard, createBoard } from './board.ts'
import { cut, garbage, resetHalfWay, trickle } from './broken-answers.ts'
import { fits } from './fits.ts'
import { drawWait } from './waits.ts'

export interface FaultOptions extends ServiceApiOptions {
  clock?: Clock
  random?: () => number
}

/**
 * Lets a service go wrong on purpose: `GET` and `PUT /faults`, for callers with its credential, and what they set in
 * front of everything that is added to the app later. Faults end by themselves; what hangs is then cut.
 */
export function createFaults({ clock = systemClock, random = Math.random, ...options }: FaultOptions): Hono {
  const board = createBoard(clock)
  const api = serviceApi(
    faultApi,
    options,
  )({
    readFaults: () => board.read(),
    setFaults: ({ body: { faults, forMs } }) => {
      options.log.warn({ faults, forMs }, 'faults are set')
      board.set(faults, forMs)
      return board.read()
    },
  })
  const app = new Hono()
  app.use(goWrong({ board, clock, random }))
  app.route('/', api)
  return app
}

function goWrong(parts: { board: FaultBoard; clock: Clock; random: () => number }): MiddlewareHandler {
  const { board, random } = parts
  return async (c, next) => {
    const { faults } = board.read()
    if (faults.length === 0 || c.req.path === '/faults') return next()
    const asked = { method: c.req.method, path: c.req.path }
    const hits = faults.filter((fault) => fits(fault, asked) && random() < fault.share)
    for (const fault of hits) {
      const answer = await carryOut(fault, c, next, parts)
      if (answer === 'answered') return undefined
      if (answer !== 'goes on') return answer
    }
    return next()
  }
}

async function carryOut(
  fault: Fault,
  c: Context,
  next: () => Promise<void>,
  { board, clock, random }: { board: FaultBoard; clock: Clock; random: () => number },
): Promise<Response | 'goes on' | 'answered'> {
  const over = board.over()
  const done = AbortSignal.any([over, c.req.raw.signal])
  if (fault.kind === 'latency') {
    await pause(clock, drawWait(fault.wait, random), done).catch(() => {})
    return 'goes on'
  }
  if (fault.kind === 'error') return new Response('On purpose', { status: fault.status })
  if (fault.kind === 'garbage') return garbage(fault.as)
  if (fault.kind === 'hang') {
    await new Promise<void>((resolve) => done.addEventListener('abort', () => resolve(), { once: true }))
    return cut(c)
  }
  await next()
  const answer =
    fault.kind === 'reset'
      ? await resetHalfWay(c)
      : await trickle(c.res, { bytesPerSecond: fault.bytesPerSecond, clock, over })
  // Set anew, not merged: the headers of the former answer are part of this one already.
  c.res = undefined
  c.res = answer
  return 'answered'
}
