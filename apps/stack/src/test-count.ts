import {
  failuresOfPlaywright,
  failuresOfVitest,
  type PlaywrightSuite,
  type TestFailure,
  type VitestFile,
} from './test-failures.ts'

/** What the checks of a stage came to, and why those failed that did. */
export type Count = {
  passed: number
  failed: number
  skipped: number
  flaky: number
  failures: TestFailure[]
}

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; skipped: number; flaky: number }
  suites?: PlaywrightSuite[]
  errors?: Array<{ message?: string }>
}

type CrashReport = {
  rows: Array<{ mode: string; point?: string; skipped?: string }>
  planted: Array<{ bug: string }>
  problems: Array<{ where: string; what: string }>
}

/** One check that is right or wrong as a whole. */
export function countOne(passed: boolean, why?: TestFailure): Count {
  const failures = passed || !why ? [] : [why]
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, flaky: 0, failures }
}

/** Sums the tests of Vitest's JSON report; a file that could not be loaded is one failure. */
export function countVitest({ testResults }: { testResults: VitestFile[] }): Count {
  const tests = testResults.flatMap((file) => file.assertionResults.map((test) => test.status))
  const of = (...states: string[]) => tests.filter((state) => states.includes(state)).length
  const failures = testResults.flatMap(failuresOfVitest)
  const skipped = tests.length - of('passed', 'failed')
  return { passed: of('passed'), failed: failures.length, skipped, flaky: 0, failures }
}

/** Sums Playwright's JSON report. A test that passed only when repeated is passed, and named flaky. */
export function countPlaywright({ stats, suites = [], errors = [] }: PlaywrightReport): Count {
  const outside = errors.map(({ message = '' }) => ({ name: 'an error outside the tests', message }))
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    flaky: stats.flaky,
    failures: [...suites.flatMap(failuresOfPlaywright), ...outside],
  }
}

/** Every row of the crash test is a check, and so is every planted bug. */
export function countCrash({ rows, planted, problems }: CrashReport): Count {
  const run = rows.filter(({ skipped }) => skipped === undefined)
  const names = [...run.map(({ mode, point }) => `${mode}, ${point}`), ...planted.map(({ bug }) => bug)]
  const wrong = new Set(problems.map(({ where }) => where))
  return {
    passed: names.filter((name) => !wrong.has(name)).length,
    failed: wrong.size,
    skipped: rows.length - run.length,
    flaky: 0,
    failures: problems.map(({ where, what }) => ({ name: where, message: what })),
  }
}

/** A runner that ended badly, or ran nothing, is a failure even when no single test is. */
export function judge(count: Count, how: string): Count {
  if (count.failed > 0) return count
  const more = (message: string) => ({ ...count, failed: 1, failures: [{ name: 'the runner', message }] })
  if (how !== 'code 0') return more(`the runner ended with ${how}`)
  return count.passed === 0 ? more('no test was run') : count
}

export function addUp(counts: Count[]): Count {
  const sum = (of: (count: Count) => number) => counts.reduce((total, count) => total + of(count), 0)
  return {
    passed: sum((count) => count.passed),
    failed: sum((count) => count.failed),
    skipped: sum((count) => count.skipped),
    flaky: sum((count) => count.flaky),
    failures: counts.flatMap((count) => count.failures),
  }
}
