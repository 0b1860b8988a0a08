/** Applies the knobs: how long an upstream takes, and whether it answers at all. */
import type { Part, PartSource } from '@nowait/contract/part'
import { Problem, type ProblemDetails, problemCodes, type ProblemCode } from '@nowait/contract/problem'
import type { Behaviour, Knobs, Upstream } from './knobs.ts'

export interface Weather {
  knobs: Knobs
  random: () => number
  signal: AbortSignal
}

/** An ordinary answer of `upstream`: resolves when it may be given, throws the problem it has instead. */
export async function pass({ knobs, random, signal }: Weather, upstream: Upstream): Promise<Behaviour> {
  const behaviour = knobs.upstreams[upstream]
  await pause(knobs.delay, signal)
  if (chance(knobs, random)) throw new Problem('UPSTREAM_ERROR', { detail: 'Chaos was asked for' })
  switch (behaviour.kind) {
    case 'unavailable':
      throw new Problem(behaviour.code, troubleOf(upstream, behaviour.code))
    case 'hang':
      await pause(knobs.deadline, signal)
      throw new Problem('UPSTREAM_TIMEOUT')
    case 'slow':
      await pause(behaviour.ms, signal)
      return behaviour
    default:
      return behaviour
  }
}

export interface Source<T> {
  upstream: Upstream
  /** What it takes on a good day. */
  ms: number
  read: () => Promise<T>
  /** Without it the knob's `empty` changes nothing: there is no such thing as an empty order. */
  empty?: T
}

type Sources<Parts> = { [K in keyof Parts & string]: Source<Parts[K]> }

/** The parts of a page, each when it is there. */
export async function* partsOf<Parts>(
  weather: Weather,
  sources: Sources<Parts>,
): AsyncGenerator<PartSource<Parts>> {
  const start = Date.now()
  const names = Object.keys(sources) as (keyof Parts & string)[]
  const waiting = new Map(
    names.map((part) => [
      part,
      onePart(weather, sources[part]).then((answer) => ({ part, ...answer, ms: Date.now() - start })),
    ]),
  )
  while (waiting.size > 0) {
    const next = await Promise.race(waiting.values())
    waiting.delete(next.part)
    // Which data belongs to which name is given by `sources`; a loop over names cannot show it to the compiler.
    if (!weather.signal.aborted) yield next as unknown as PartSource<Parts>
  }
}

async function onePart(
  { knobs, random, signal }: Weather,
  { upstream, ms, read, empty }: Source<unknown>,
): Promise<Answer> {
  const behaviour = chance(knobs, random)
    ? ({ kind: 'unavailable', code: 'UPSTREAM_ERROR' } as const)
    : knobs.upstreams[upstream]
  const usual = behaviour.kind === 'slow' ? behaviour.ms : behaviour.kind === 'hang' ? Infinity : ms
  const takes = usual + knobs.delay
  await pause(Math.min(takes, knobs.deadline), signal)
  if (takes > knobs.deadline) return unavailable('UPSTREAM_TIMEOUT')
  switch (behaviour.kind) {
    case 'unavailable':
      return unavailable(behaviour.code, troubleOf(upstream, behaviour.code))
    case 'stale':
      return {
        state: 'stale',
        data: await read(),
        ageMs: behaviour.ageMs,
        problem: problemOf('UPSTREAM_TIMEOUT'),
      }
    case 'empty':
      return { state: 'ready', data: empty === undefined ? await read() : empty }
    default:
      return { state: 'ready', data: await read() }
  }
}

type Answer = Part<unknown> extends infer P ? (P extends unknown ? Omit<P, 'ms'> : never) : never

const unavailable = (code: ProblemCode, details: ProblemDetails = {}): Answer => ({
  state: 'unavailable',
  problem: problemOf(code, details),
})

function problemOf(code: ProblemCode, details: ProblemDetails = {}) {
  const [, title, hint] = problemCodes[code]
  return { code, title, hint, ...details }
}

const retryAfterMs = 2_000
const openSince = new Map<string, string>()

/** What is known of a refusal, as guards and overload tell it. */
function troubleOf(service: Upstream, code: ProblemCode): ProblemDetails {
  switch (code) {
    case 'UPSTREAM_CIRCUIT_OPEN': {
      const since = openSince.get(service) ?? new Date().toISOString()
      openSince.set(service, since)
      return { service, since, retryAfterMs }
    }
    case 'UPSTREAM_BUSY':
    case 'UPSTREAM_RATE_LIMITED':
      return { service, retryAfterMs }
    case 'OVERLOADED':
    case 'RATE_LIMITED':
      return { retryAfterMs }
    default:
      return {}
  }
}

const chance = ({ chaos }: Knobs, random: () => number) => random() * 100 < chaos

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
