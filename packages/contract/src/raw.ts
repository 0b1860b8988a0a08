import type { z } from 'zod'

/** An answer passed on as it came: bytes of JSON in hand. Skips stringify; in check mode it is parsed and checked all the same. */
export class Raw {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly status: number
  readonly headers: Record<string, string>

  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    init: { status?: number; headers?: Record<string, string> } = {},
  ) {
    this.bytes = bytes
    this.status = init.status ?? 200
    this.headers = { 'content-type': 'application/json', ...init.headers }
  }

  async json(): Promise<unknown> {
    return JSON.parse(new TextDecoder().decode(this.bytes))
  }

  /** `set` are headers that middleware has set on the way. */
  response(set: Headers): Response {
    const headers = new Headers(set)
    for (const [name, value] of Object.entries(this.headers)) headers.set(name, value)
    return new Response(this.status === 304 ? null : this.bytes, { status: this.status, headers })
  }
}

/** An answer does not fit its schema any more. */
export class Drift extends Error {
  constructor(what: string, why: string) {
    super(`The answer of ${what} has drifted from the contract: ${why}`)
    this.name = 'Drift'
  }
}

/** Throws Drift when a value does not fit, also when it has fields that the schema does not know. */
export function checkJson(schema: z.ZodType, value: unknown, what: string): void {
  const plain = JSON.parse(JSON.stringify(value ?? null))
  const parsed = schema.safeParse(plain)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Drift(what, `${issue?.path.join('.') || '(root)'}: ${issue?.message}`)
  }
  const extra = firstDifference(plain, JSON.parse(JSON.stringify(parsed.data ?? null)), '')
  if (extra !== undefined) throw new Drift(what, `the contract does not know ${extra || '(root)'}`)
}

function firstDifference(a: unknown, b: unknown, path: string): string | undefined {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null)
    return a === b ? undefined : path
  for (const key of Object.keys(a)) {
    const at = path ? `${path}.${key}` : key
    if (!(key in b)) return at
    const deeper = firstDifference(a[key as never], b[key as never], at)
    if (deeper !== undefined) return deeper
  }
  return undefined
}
