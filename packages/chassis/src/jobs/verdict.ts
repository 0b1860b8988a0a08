/** Thrown by a handler: the same again cannot succeed. The job is dead at once and waits for an operator. */
export class Hopeless extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'Hopeless'
  }
}

/** Thrown by a handler that was told how long to wait: the next try comes no earlier, and counts as any other. */
export class NotBefore extends Error {
  readonly afterMs: number

  constructor(cause: unknown, afterMs: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'NotBefore'
    this.afterMs = afterMs
  }
}
