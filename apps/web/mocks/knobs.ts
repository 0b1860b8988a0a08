/**
 * What the mock should be like, read from the cookie `nowait-mock` with every request: developers, the panel and
 * Playwright use the same words, e.g. `shipping=slow:3000,point=unavailable,chaos=10,persona=empty`.
 */
import { ProblemCode } from '@nowait/contract/problem'

export const cookieName = 'nowait-mock'

/** What stands behind the pages; `live` is the stream of changes. */
export const upstreams = [
  'order',
  'shipping',
  'point',
  'product',
  'mypage',
  'notifications',
  'push',
  'live',
  'lab',
] as const
export type Upstream = (typeof upstreams)[number]

export const personas = ['visitor', 'demo', 'empty', 'heavy', 'operator'] as const
export type Persona = (typeof personas)[number]

/**
 * How the browser takes pushes: `asks` and is allowed to, has the question `closed` or refused (`refuses`), `denied`
 * them long ago, cannot (`unsupported`), fails to get an address (`broken`) or waits for one for ever (`silent`).
 */
export const pushBrowsers = [
  'asks',
  'closed',
  'refuses',
  'denied',
  'unsupported',
  'broken',
  'silent',
] as const
export type PushBrowser = (typeof pushBrowsers)[number]

/** How one upstream answers. `hang` never does: the page gives it up at its deadline. */
export type Behaviour =
  | { kind: 'ready' }
  | { kind: 'slow'; ms: number }
  | { kind: 'hang' }
  | { kind: 'stale'; ageMs: number }
  | { kind: 'unavailable'; code: ProblemCode }
  | { kind: 'empty' }
export const behaviours = ['ready', 'slow', 'hang', 'stale', 'unavailable', 'empty'] as const

export interface Knobs {
  upstreams: Record<Upstream, Behaviour>
  /** Who uses the shop. `visitor` is not signed in; the others are, from the first page on. */
  persona: Persona
  browser: PushBrowser
  /** Percent of requests, and of parts, that fail. */
  chaos: number
  /** Milliseconds between the steps of an order; 0 stands still. */
  pace: number
  /** Milliseconds that every answer takes at least. */
  delay: number
  /** Milliseconds after which a page gives up a part. */
  deadline: number
}

const numbers = {
  chaos: [0, 0, 100],
  pace: [4000, 0, 600_000],
  delay: [0, 0, 60_000],
  deadline: [10_000, 1, 600_000],
} as const
type NumberKnob = keyof typeof numbers

export const defaultKnobs: Knobs = {
  upstreams: Object.fromEntries(upstreams.map((name) => [name, { kind: 'ready' }])) as Knobs['upstreams'],
  persona: 'visitor',
  browser: 'asks',
  chaos: numbers.chaos[0],
  pace: numbers.pace[0],
  delay: numbers.delay[0],
  deadline: numbers.deadline[0],
}

/** Reads the words, or the same as JSON (`{"shipping":"slow:3000"}`). What cannot be meant is left out and told in `errors`. */
export function parseKnobs(text: string): { knobs: Knobs; errors: string[] } {
  const knobs: Knobs = { ...defaultKnobs, upstreams: { ...defaultKnobs.upstreams } }
  const errors: string[] = []
  for (const [name, value] of words(text, errors)) {
    const wrong = turn(knobs, name, value)
    if (wrong) errors.push(`${cookieName}: ${name}=${value} ${wrong}`)
  }
  return { knobs, errors }
}

/** The words for these knobs; what is as by default is left out. */
export function formatKnobs(knobs: Knobs): string {
  const turned: string[] = upstreams.flatMap((name) => {
    const behaviour = formatBehaviour(knobs.upstreams[name])
    return behaviour === 'ready' ? [] : [`${name}=${behaviour}`]
  })
  for (const name of Object.keys(numbers) as NumberKnob[])
    if (knobs[name] !== defaultKnobs[name]) turned.push(`${name}=${knobs[name]}`)
  if (knobs.persona !== defaultKnobs.persona) turned.push(`persona=${knobs.persona}`)
  if (knobs.browser !== defaultKnobs.browser) turned.push(`browser=${knobs.browser}`)
  return turned.join(',')
}

/** The value of our cookie in a Cookie header or `document.cookie`. */
export function readCookie(cookies: string): string {
  const found = cookies.split(/;\s*/).find((cookie) => cookie.startsWith(`${cookieName}=`))
  return decodeURIComponent(found?.slice(cookieName.length + 1) ?? '')
}

function words(text: string, errors: string[]): [string, string][] {
  if (!text.trim().startsWith('{')) {
    return text
      .split(',')
      .filter((word) => word.trim() !== '')
      .map((word) => {
        const [name = '', ...value] = word.split('=')
        return [name.trim(), value.join('=').trim()]
      })
  }
  try {
    return Object.entries(JSON.parse(text)).map(([name, value]) => [name, String(value)])
  } catch {
    errors.push(`${cookieName}: ${text} is not JSON`)
    return []
  }
}

function turn(knobs: Knobs, name: string, value: string): string | undefined {
  if (name === 'persona') {
    if (!personas.includes(value as Persona)) return `is none of ${personas.join(', ')}`
    knobs.persona = value as Persona
    return undefined
  }
  if (name === 'browser') {
    if (!pushBrowsers.includes(value as PushBrowser)) return `is none of ${pushBrowsers.join(', ')}`
    knobs.browser = value as PushBrowser
    return undefined
  }
  if (name in numbers) {
    const [, least, most] = numbers[name as NumberKnob]
    const number = Number(value)
    if (value === '' || !Number.isInteger(number) || number < least || number > most) {
      return `is no whole number from ${least} to ${most}`
    }
    knobs[name as NumberKnob] = number
    return undefined
  }
  if (!upstreams.includes(name as Upstream)) {
    return `is not known: use ${[...upstreams, ...Object.keys(numbers), 'persona', 'browser'].join(', ')}`
  }
  const behaviour = parseBehaviour(value)
  if (typeof behaviour === 'string') return behaviour
  knobs.upstreams[name as Upstream] = behaviour
  return undefined
}

function parseBehaviour(value: string): Behaviour | string {
  const [kind, detail] = value.split(':')
  switch (kind) {
    case 'ready':
    case 'hang':
    case 'empty':
      return { kind }
    case 'slow':
      return milliseconds(detail, 3000, (ms) => ({ kind, ms }))
    case 'stale':
      return milliseconds(detail, 150_000, (ageMs) => ({ kind, ageMs }))
    case 'unavailable': {
      const code = ProblemCode.safeParse(detail ?? 'UPSTREAM_UNREACHABLE')
      return code.success ? { kind, code: code.data } : 'names no problem code of the contract'
    }
    default:
      return `is none of ${behaviours.join(', ')}`
  }
}

function milliseconds(detail: string | undefined, usual: number, make: (ms: number) => Behaviour) {
  const ms = Number(detail ?? usual)
  return Number.isInteger(ms) && ms >= 0 ? make(ms) : 'needs whole milliseconds after the colon'
}

function formatBehaviour(behaviour: Behaviour): string {
  switch (behaviour.kind) {
    case 'slow':
      return `slow:${behaviour.ms}`
    case 'stale':
      return `stale:${behaviour.ageMs}`
    case 'unavailable':
      return behaviour.code === 'UPSTREAM_UNREACHABLE' ? 'unavailable' : `unavailable:${behaviour.code}`
    default:
      return behaviour.kind
  }
}
