/**
 * Something the operator can mend: what failed and what to do about it, in words for the terminal.
 * `details` (a log's end, a tool's output) is printed below it.
 */
export class Failure extends Error {
  readonly details: string

  constructor(message: string, details = '') {
    super(message)
    this.name = 'Failure'
    this.details = details.trim()
  }
}

/** The text of whatever was thrown. */
export function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0])
  return error instanceof Error ? error.message || error.name : String(error)
}

/** The `code` Node and PostgreSQL give their errors (`EACCES`, `28P01`), or ''. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
