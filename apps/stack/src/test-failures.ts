import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './paths.ts'

/** What failed, by the name its runner gives it, and why in the runner's words. */
export type TestFailure = { name: string; message: string }

export type VitestFile = {
  name: string
  status: string
  message?: string
  assertionResults: Array<{ status: string; fullName: string; failureMessages?: string[] }>
}

export type PlaywrightSuite = { specs: PlaywrightSpec[]; suites?: PlaywrightSuite[] }

type PlaywrightSpec = {
  title: string
  file: string
  line: number
  tests: Array<{ status: string; results: Array<{ errors: Array<{ message?: string }> }> }>
}

/** Enough of a message to know why, where a log is cut to its end. */
const mostLines = 15
const mostFailures = 20

/** The failures of a file; one that could not be loaded is one failure itself. */
export function failuresOfVitest({ name, status, message, assertionResults }: VitestFile): TestFailure[] {
  const file = relative(root, name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0 && status === 'failed')
    return [{ name: file, message: message ?? 'could not be run' }]
  return failed.map(({ fullName, failureMessages = [] }) => ({
    name: `${file} › ${fullName}`,
    message: together(failureMessages),
  }))
}

/** The failures of a suite and of those within; of a test that was repeated, how it failed last. */
export function failuresOfPlaywright({ specs, suites = [] }: PlaywrightSuite): TestFailure[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) => ({
        name: `${file}:${line} › ${title}`,
        message: together((results.at(-1)?.errors ?? []).map(({ message = '' }) => message)),
      })),
  )
  return [...own, ...suites.flatMap(failuresOfPlaywright)]
}

/** One short block for each failure, without colours. Empty when nothing failed. */
export function tellFailures(failures: TestFailure[]): string {
  const told = failures.slice(0, mostFailures).map(tell)
  const untold = failures.length - told.length
  if (untold > 0) told.push(`and ${untold} more`)
  return told.join('\n\n')
}

function tell({ name, message }: TestFailure): string {
  const lines = firstLines(message, mostLines).split('\n')
  return [`✗ ${name}`, ...lines.map((line) => `    ${line || 'no message'}`)].join('\n')
}

/** The beginning of each, so that a long one hides no other. */
const together = (messages: string[]) =>
  messages.map((message) => firstLines(message, Math.ceil(mostLines / messages.length))).join('\n')

function firstLines(text: string, most: number): string {
  const lines = stripVTControlCharacters(text).split('\n')
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, most)
    .join('\n')
}
