import { z } from 'zod'
import { ProblemCode } from './problem.ts'

/** Why a part is missing or old, short enough to travel inside a page. */
export const PartProblem = z.object({
  code: ProblemCode,
  title: z.string(),
  detail: z.string().optional(),
  hint: z.string().optional(),
  service: z.string().optional().meta({ description: 'Who did not answer' }),
  since: z.iso.datetime().optional().meta({ description: 'Since when it is left alone' }),
  retryAfterMs: z.int().optional().meta({ description: 'When the next try may bring something' }),
})
export type PartProblem = z.infer<typeof PartProblem>

/**
 * One part of a page. `ms` counts from the start of the page to the moment the part was there.
 * `stale` is the last good answer, `ageMs` old, shown because of `problem`. A client draws `pending` while no line came.
 */
export type Part<T> =
  | { state: 'ready'; data: T; ms: number }
  | { state: 'stale'; data: T; ageMs: number; problem: PartProblem; ms: number }
  | { state: 'unavailable'; problem: PartProblem; ms: number }

/** A line of the stream: the part with its name. */
export type PartLine<Parts> = { [K in keyof Parts & string]: { part: K } & Part<Parts[K]> }[keyof Parts &
  string]

/** The page as one object. */
export type PartsObject<Parts> = { [K in keyof Parts]: Part<Parts[K]> }

export const partSchema = <S extends z.ZodType>(data: S) =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('ready'), data, ms: z.int().min(0) }),
    z.object({
      state: z.literal('stale'),
      data,
      ageMs: z.int().min(0),
      problem: PartProblem,
      ms: z.int().min(0),
    }),
    z.object({ state: z.literal('unavailable'), problem: PartProblem, ms: z.int().min(0) }),
  ])

const partEncoder = new TextEncoder()

/** JSON bytes of a part's data, already checked against its schema: spliced into the page without being stringified again. */
export class PartBytes {
  readonly bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/** A part as handlers yield it: its data as a value, or as bytes to be passed on. */
export type PartSource<Parts> = {
  [K in keyof Parts & string]: { part: K } & (
    | { state: 'ready'; data: Parts[K] | PartBytes; ms: number }
    | { state: 'stale'; data: Parts[K] | PartBytes; ageMs: number; problem: PartProblem; ms: number }
    | { state: 'unavailable'; problem: PartProblem; ms: number }
  )
}[keyof Parts & string]

interface AnyPart {
  part: string
  state: string
  data?: unknown
}

/** `"order":` + the part, or the part as a line with its name inside: the pieces, to be joined by whoever writes. */
export function encodePart(source: AnyPart, as: 'line' | 'member'): Uint8Array[] {
  const { part, data, ...rest } = source
  const head = JSON.stringify(as === 'line' ? { part, ...rest } : rest)
  const name = as === 'member' ? `${JSON.stringify(part)}:` : ''
  const end = as === 'line' ? '\n' : ''
  if (data === undefined) return [partEncoder.encode(name + head + end)]
  const opening = `${name}${head.slice(0, -1)},"data":`
  if (data instanceof PartBytes) {
    return [partEncoder.encode(opening), data.bytes, partEncoder.encode(`}${end}`)]
  }
  return [partEncoder.encode(`${opening}${JSON.stringify(data)}}${end}`)]
}
