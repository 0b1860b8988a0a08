import { expect, test } from 'vitest'
import { inRoot } from './paths.ts'
import { failuresOfPlaywright, failuresOfVitest, tellFailures } from './test-failures.ts'

const many = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n')

test('a failed browser test is told by its place, its name, and the beginning of each of its errors', () => {
  const failed = {
    title: 'two tabs share one cart',
    file: 'two-tabs.e2e.ts',
    line: 3,
    tests: [
      {
        status: 'unexpected',
        results: [
          {
            errors: [
              { message: '\u001b[31mError\u001b[39m: not yet' },
              { message: 'a complaint\n\n401 /api/live' },
            ],
          },
        ],
      },
    ],
  }
  const passed = { ...failed, title: 'fine', tests: [{ status: 'expected', results: [{ errors: [] }] }] }
  expect(tellFailures(failuresOfPlaywright({ specs: [], suites: [{ specs: [passed, failed] }] }))).toBe(
    ['✗ two-tabs.e2e.ts:3 › two tabs share one cart', 'Error: not yet', 'a complaint', '401 /api/live'].join(
      '\n    ',
    ),
  )
})

test('a failed test of Vitest is told with the first lines of its message', () => {
  const failures = failuresOfVitest({
    name: inRoot('packages/a.test.ts'),
    status: 'failed',
    assertionResults: [
      { status: 'passed', fullName: 'b' },
      { status: 'failed', fullName: 'orders twice', failureMessages: [many] },
    ],
  })
  const told = tellFailures(failures).split('\n')
  expect(told[0]).toBe('✗ packages/a.test.ts › orders twice')
  expect(told).toHaveLength(16)
  expect(told.at(-1)).toBe('    line 15')
})

test('what failed without a word is still named, and of very many the first are told', () => {
  const failures = Array.from({ length: 22 }, (_, index) => ({ name: `test ${index}`, message: '' }))
  const told = tellFailures(failures)
  expect(told).toMatch(/^✗ test 0\n {4}no message\n/)
  expect(told).toMatch(/\n\nand 2 more$/)
})
