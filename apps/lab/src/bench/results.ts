import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { quoteInto } from './quote.ts'
import type { Row } from './row.ts'

/** All of `npm run bench`, as `--json` writes it. */
export interface Results {
  at: string
  quick: boolean
  rounds: number
  /** What it was measured on, with the version of everything that takes part. */
  machine: Record<string, string | number>
  rows: Row[]
  /** How long each took. */
  seconds: Record<string, number>
  /** Rows below their floor. */
  failed: number
  /** What could not be measured, and why. */
  missing: Array<{ name: string; reason: string }>
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
/** The last full result, with its date, its versions and its machine. */
export const keptFile = fromRoot('apps/lab/results/bench.json')
export const readmeFile = fromRoot('README.md')

export function readKept(): Results | undefined {
  return existsSync(keptFile) ? (JSON.parse(readFileSync(keptFile, 'utf8')) as Results) : undefined
}

/** Keeps a full result in the repository, and lets the README quote it. */
export function keep(results: Results): void {
  mkdirSync(dirname(keptFile), { recursive: true })
  writeFileSync(keptFile, `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync(readmeFile, quoteInto(readFileSync(readmeFile, 'utf8'), results))
}
