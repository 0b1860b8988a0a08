import type { z } from 'zod'
import { PartBytes, type PartProblem, type PartSource } from '@nowait/contract/part'
import { Problem, problemCodes, type ProblemCode } from '@nowait/contract/problem'
import { checkJson } from '@nowait/contract/raw'
import { CallError } from './call-error.ts'
import type { Answer, Upstream } from './call.ts'
import type { LastGood } from './last-good.ts'

interface PlanShared {
  schema: z.ZodType
  /** ms from the start of the page; what has not come by then is stale or unavailable. */
  deadlineMs: number
  /** Key for the last good answer; absent: none is kept. */
  keepAs?: string
  /** With this code there is no page: it becomes the answer of the whole page when it is known early enough. */
  gate?: ProblemCode
}

/** A part asked of a service. */
export interface UpstreamPart extends PlanShared {
  from: Upstream
  path: string
  /** This code means: there is none yet. The part is ready, and null. */
  nullOn?: ProblemCode
  /** Adds what only this process knows. Costs the part its bytes: what comes back is written anew. */
  amend?: (value: unknown) => Promise<unknown>
}

/** A part this process knows itself. */
export interface OwnPart extends PlanShared {
  own: (signal: AbortSignal) => Promise<unknown>
}

export type PartPlan = UpstreamPart | OwnPart

export interface FanOutOptions {
  /** Fires when nobody reads the page any more: every call is aborted. */
  signal: AbortSignal
  member?: string
  lastGood?: LastGood
  /** How long the page waits, before its first line, for the part that decides whether there is a page at all, ms. */
  gateMs?: number
  /** Refuse answers with fields that the contract does not know. For tests and development. */
  check?: boolean
  /** Told of what is neither a problem nor a failed call: a bug of ours, which the page survives. */
  onError?: (error: unknown, part: string) => void
}

type Line = PartSource<Record<string, unknown>>

// Made once: without a reason each page would make an exception with a stack that nobody looks at.
const pageDone = new Error('The page is done')

/**
 * Opens all parts of a page at once and yields each when it arrives. A part never waits for another and never fails
 * the page: it is `ready`, `stale` (last good answer with its age) or `unavailable` with a problem. Throws only the
 * Problem of the gate, and only before the first line.
 */
export async function* fanOut<Parts>(
  plan: { [K in keyof Parts & string]: PartPlan },
  options: FanOutOptions,
): AsyncGenerator<PartSource<Parts>> {
  const page = openAll(Object.entries<PartPlan>(plan), options)
  try {
    if (page.gate) await waitAtGate(page.gate.line, page.gate.code, options.gateMs ?? 100)
    while (page.pending > 0) {
      const line = page.arrived.shift() ?? (await page.next())
      page.pending -= 1
      if (options.signal.aborted) return
      yield line as PartSource<Parts>
    }
  } finally {
    page.close()
  }
}

interface OpenPage {
  /** Parts that were not taken yet. */
  pending: number
  readonly arrived: Line[]
  gate: { line: Promise<Line>; code: ProblemCode } | undefined
  next(): Promise<Line>
  /** Calls off what is still under way. */
  close(): void
}

// One controller for all calls, and it is used only when one of them is to be called off: `AbortSignal.any`, an abort at
// the end of each page and a race for each line cost a page almost as much as its calls (measured: 130 of 300 us).
function openAll(parts: [string, PartPlan][], options: FanOutOptions): OpenPage {
  const started = performance.now()
  const calls = new AbortController()
  const onLeave = () => calls.abort(options.signal.reason)
  if (options.signal.aborted) onLeave()
  else options.signal.addEventListener('abort', onLeave, { once: true })
  const within = { ...options, signal: calls.signal }
  let wake: ((line: Line) => void) | undefined
  let settled = 0
  const onLine = (line: Line) => {
    settled += 1
    if (!wake) return void page.arrived.push(line)
    const give = wake
    wake = undefined
    give(line)
  }
  const page: OpenPage = {
    pending: parts.length,
    arrived: [],
    gate: undefined,
    next: () => new Promise((resolve) => (wake = resolve)),
    close() {
      options.signal.removeEventListener('abort', onLeave)
      if (settled < parts.length) calls.abort(pageDone)
    },
  }
  for (const [part, how] of parts) {
    const line = settle(part, how, within, started)
    void line.then(onLine)
    if (how.gate) page.gate = { line, code: how.gate }
  }
  return page
}

async function waitAtGate(part: Promise<Line>, code: ProblemCode, gateMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), gateMs)
  })
  const line = await Promise.race([part, late])
  clearTimeout(timer)
  if (line?.state === 'unavailable' && line.problem.code === code) throw new Problem(code)
}

async function settle(part: string, how: PartPlan, options: FanOutOptions, started: number): Promise<Line> {
  const ms = () => Math.round(performance.now() - started)
  try {
    const asked = 'own' in how ? ownBytes(how, options) : upstreamBytes(how, options)
    const bytes = await ('own' in how || how.amend ? inTime(asked, how.deadlineMs) : asked)
    if (how.keepAs && options.lastGood) options.lastGood.remember(how.keepAs, bytes)
    return { part, state: 'ready', data: new PartBytes(bytes), ms: ms() }
  } catch (error) {
    const problem = partProblem(error)
    if (!isExpected(error) && !options.signal.aborted) options.onError?.(error, part)
    const kept = isNoAnswer(problem.code) && how.keepAs ? options.lastGood?.recall(how.keepAs) : undefined
    if (!kept) return { part, state: 'unavailable', problem, ms: ms() }
    return { part, state: 'stale', data: new PartBytes(kept.bytes), ageMs: kept.ageMs, problem, ms: ms() }
  }
}

async function upstreamBytes(how: UpstreamPart, { signal, member, check }: FanOutOptions): Promise<Buffer> {
  const answer = await how.from.ask(how.path, { signal, member, deadlineMs: how.deadlineMs })
  if (answer.status === 200) return usable(answer, how, check)
  const code = problemCodeOf(answer)
  if (code && code === how.nullOn) return Buffer.from('null')
  if (code === 'OVERLOADED') throw new CallError('UPSTREAM_BUSY', how.from.name, undefined, answer)
  // Only what a caller can act on is passed on; a service's own trouble has one name here.
  if (code && answer.status < 500 && answer.status !== 401) throw new Problem(code)
  throw new CallError('UPSTREAM_ERROR', how.from.name)
}

// Parsing costs a tenth of the call (measured) and buys that no garbage ever reaches a page; stringify is what is saved.
async function usable(answer: Answer, how: UpstreamPart, check = false): Promise<Buffer> {
  const invalid = (why: string) => new CallError('UPSTREAM_INVALID', how.from.name, why)
  if (!answer.contentType.startsWith('application/json')) throw invalid('did not answer with JSON')
  let value: unknown
  try {
    value = JSON.parse(answer.body.toString('utf8'))
  } catch {
    throw invalid('answered with broken JSON')
  }
  const read = how.schema.safeParse(value)
  if (!read.success) throw invalid('gave an answer that does not fit the contract')
  if (check) checkJson(how.schema, value, how.path)
  if (how.amend) return Buffer.from(JSON.stringify(await how.amend(read.data)))
  // A line feed inside would end the line of the stream early: pretty-printed JSON is the one thing written anew.
  return answer.body.includes(10) || answer.body.includes(13)
    ? Buffer.from(JSON.stringify(value))
    : answer.body
}

async function ownBytes(how: OwnPart, { signal, check }: FanOutOptions): Promise<Buffer> {
  const value = await how.own(signal)
  if (check) checkJson(how.schema, value, 'an own part')
  return Buffer.from(JSON.stringify(value))
}

async function inTime<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('SERVICE_UNAVAILABLE')), deadlineMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function problemCodeOf(answer: Answer): ProblemCode | undefined {
  try {
    const { code } = JSON.parse(answer.body.toString('utf8')) as { code?: unknown }
    return typeof code === 'string' && Object.hasOwn(problemCodes, code) ? (code as ProblemCode) : undefined
  } catch {
    return undefined
  }
}

const isExpected = (error: unknown): error is Problem | CallError =>
  error instanceof Problem || error instanceof CallError

function partProblem(error: unknown): PartProblem {
  const code: ProblemCode = isExpected(error) ? error.code : 'SERVICE_UNAVAILABLE'
  const [, title, hint] = problemCodes[code]
  return { code, title, hint, ...(error instanceof CallError && error.about) }
}

// A clear "no" (404, 409) is an answer: showing an older one instead would be a lie. That we asked too often is none.
const isNoAnswer = (code: ProblemCode) => problemCodes[code][0] >= 500 || code === 'UPSTREAM_RATE_LIMITED'
