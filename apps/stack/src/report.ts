import { Failure, reason } from './failure.ts'

// A closed terminal is no reason to leave without stopping what was started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const color = process.stdout.isTTY && !process.env['NO_COLOR']
const clear = process.stdout.isTTY ? '\r\u001b[K' : ''
const paint = (code: number, text: string) => (color && text ? `\u001b[${code}m${text}\u001b[0m` : text)

export const bold = (text: string) => paint(1, text)
export const dim = (text: string) => paint(2, text)
export const green = (text: string) => paint(32, text)
export const red = (text: string) => paint(31, text)

/** `0.3 s`, `2 min 05 s`. */
export function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const whole = Math.round(ms / 1000)
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}

/** Says what is under way; the next line takes its place. Only a terminal can take it back. */
export function pending(label: string): void {
  if (process.stdout.isTTY) process.stdout.write(`${clear}  ${label.padEnd(12)}${dim('…')}`)
}

/** One aligned line: a label, how it went, and how long it took. */
export function line(label: string, text: string, ms?: number): void {
  const time = ms === undefined ? '' : seconds(ms).padStart(8)
  process.stdout.write(`${clear}  ${label.padEnd(12)}${text.padEnd(52)} ${dim(time)}`.trimEnd() + '\n')
}

/** Runs one stage and prints its line; what it returns as `say` is the line's text. */
export async function stage<T extends { say: string }>(label: string, run: () => Promise<T>): Promise<T> {
  const started = performance.now()
  pending(label)
  const result = await run()
  line(label, result.say, performance.now() - started)
  return result
}

/** What stopped us, in red, with the details below it. An unexpected error shows its stack. */
export function printFailure(error: unknown): void {
  const known = error instanceof Failure
  process.stderr.write(`\n  ${red('✗')} ${reason(error).replaceAll('\n', '\n    ')}\n`)
  const details = known ? error.details : error instanceof Error ? error.stack : ''
  if (details) process.stderr.write(`\n${indent(details)}\n`)
  process.stderr.write('\n')
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ')
}
