import { expect, test } from 'vitest'
import { inRoot } from './paths.ts'
import { addUp, countCrash, countOne, countPlaywright, countVitest, judge } from './test-count.ts'

const file = (status: string, ...tests: string[]) => ({
  name: inRoot('some.test.ts'),
  status,
  message: 'Cannot find module',
  assertionResults: tests.map((state) => ({ status: state, fullName: 'a test' })),
})
const stats = { expected: 0, unexpected: 0, skipped: 0, flaky: 0 }

test('skipped tests are not passed', () => {
  const report = { testResults: [file('failed', 'passed', 'passed', 'failed', 'pending', 'todo')] }
  expect(countVitest(report)).toMatchObject({ passed: 2, failed: 1, skipped: 2 })
})

test('a test file that cannot be loaded is a failure', () => {
  const count = countVitest({ testResults: [file('passed', 'passed'), file('failed')] })
  const failures = [{ name: 'some.test.ts', message: 'Cannot find module' }]
  expect(count).toMatchObject({ passed: 1, failed: 1, failures })
})

test('a browser test that passed only when repeated is passed and named', () => {
  const count = countPlaywright({ stats: { ...stats, expected: 3, flaky: 1, skipped: 2 } })
  expect(count).toMatchObject({ passed: 4, failed: 0, skipped: 2, flaky: 1 })
})

test('an error outside the browser tests is a failure', () => {
  expect(countPlaywright({ stats, errors: [{ message: 'no config' }] })).toMatchObject({ failed: 1 })
})

test('in a crash test every row and every planted bug counts, a row that was skipped does not', () => {
  const report = {
    rows: [
      { mode: 'database', point: 'after-call' },
      { mode: 'thread', point: 'kill-while-held' },
      { mode: 'messaging', skipped: 'no broker' },
    ],
    planted: [{ bug: 'no-fencing' }, { bug: 'produce-before-commit' }],
    problems: [
      { where: 'database, after-call', what: '2 lost' },
      { where: 'database, after-call', what: '1 stuck' },
      { where: 'no-fencing', what: 'not caught' },
    ],
  }
  expect(countCrash(report)).toMatchObject({ passed: 2, failed: 2, skipped: 1 })
})

test('a stage that ran no test failed', () => {
  expect(judge(countVitest({ testResults: [] }), 'code 0')).toMatchObject({
    failed: 1,
    failures: [{ name: 'the runner', message: 'no test was run' }],
  })
})

test('a runner that ended badly failed, even when each test passed', () => {
  expect(judge(countOne(true), 'SIGKILL')).toMatchObject({ passed: 1, failed: 1 })
})

test('the failures of a bad end are not counted twice', () => {
  expect(judge(countOne(false), 'code 1')).toMatchObject({ failed: 1 })
})

test('stages add up', () => {
  expect(addUp([countOne(true), countOne(false), countOne(true)])).toMatchObject({ passed: 2, failed: 1 })
})
