/** What the checks of a stage came to. `notes` are the failures in words that no tool printed for us. */
export type Count = { passed: number; failed: number; skipped: number; flaky: number; notes: string[] }

type VitestReport = {
  testResults: Array<{
    name: string
    status: string
    message?: string
    assertionResults: Array<{ status: string }>
  }>
}

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; skipped: number; flaky: number }
  errors?: Array<{ message?: string }>
}

type CrashReport = {
  rows: Array<{ mode: string; point?: string; skipped?: string }>
  planted: Array<{ bug: string }>
  problems: Array<{ where: string; what: string }>
}

/** One check that is right or wrong as a whole. */
export function countOne(passed: boolean): Count {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, flaky: 0, notes: [] }
}

/** Sums the tests of Vitest's JSON report; a file that could not be loaded is one failure. */
export function countVitest(report: VitestReport): Count {
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status))
  const of = (...states: string[]) => tests.filter((state) => states.includes(state)).length
  const broken = report.testResults.filter((file) => file.status === 'failed' && !hasFailure(file))
  return {
    passed: of('passed'),
    failed: of('failed') + broken.length,
    skipped: tests.length - of('passed', 'failed'),
    flaky: 0,
    notes: broken.map((file) => `${file.name}: ${file.message ?? 'could not be run'}`),
  }
}

/** Sums Playwright's JSON report. A test that passed only when repeated is passed, and named flaky. */
export function countPlaywright({ stats, errors = [] }: PlaywrightReport): Count {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    flaky: stats.flaky,
    notes: errors.map((error) => error.message ?? 'an error outside the tests'),
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
    notes: problems.map(({ where, what }) => `${where}: ${what}`),
  }
}

/** A runner that ended badly, or ran nothing, is a failure even when no single test is. */
export function judge(count: Count, how: string): Count {
  const more = (note: string) => ({ ...count, failed: count.failed + 1, notes: [...count.notes, note] })
  if (count.failed > 0) return count
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
    notes: counts.flatMap((count) => count.notes),
  }
}

function hasFailure(file: VitestReport['testResults'][number]): boolean {
  return file.assertionResults.some((test) => test.status === 'failed')
}
