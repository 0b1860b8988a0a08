import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function capture() {
  const lines: string[] = []
  return { lines, log: createLog({ name: 'test', destination: { write: (line) => void lines.push(line) } }) }
}

test('an event is one line, whatever is in it', () => {
  const { lines, log } = capture()
  log.info({ search: 'a\r\nb\u2028c' }, 'searched')
  expect(lines).toHaveLength(1)
  expect(lines[0]!.trimEnd()).not.toMatch(/[\r\n]/)
})

test('secrets are left out, at the top and one level down', () => {
  const { lines, log } = capture()
  log.info(
    { password: 'canary-1', headers: { cookie: 'canary-2', authorization: 'canary-3' }, token: 'canary-4' },
    'x',
  )
  expect(lines.join('')).not.toContain('canary')
})
