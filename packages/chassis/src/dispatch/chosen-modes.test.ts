import { expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { silentLog } from '../testing/silent-log.ts'
import { chosenModes } from './chosen-modes.ts'
import type { Integration, Mode } from './integration.ts'
import { outsideCall } from './testing/integrations.ts'

const choose = (integration: Integration, env: NodeJS.ProcessEnv = {}, log = silentLog) =>
  chosenModes({ 'login-points': integration }, { log, env }).get('login-points')

test.each<Mode>(['inline', 'thread', 'database'])('one word in the table makes it %s', (mode) => {
  expect(choose(outsideCall(mode))).toBe(mode)
})

test('the environment chooses another mode by the name of the integration', () => {
  expect(choose(outsideCall('database'), { MODE_LOGIN_POINTS: 'thread' })).toBe('thread')
})

test('the table may not choose a mode that loses what may not be lost', () => {
  expect(() => choose(outsideCall('thread', { mayBeLost: false }))).toThrow(
    'login-points: thread: MODE_MAY_LOSE, this integration may not be lost when a process ends',
  )
})

test('the environment may, with a warning', () => {
  const lines: string[] = []
  const log = createLog({ name: 'test', destination: { write: (line) => void lines.push(line) } })
  const integration = outsideCall('database', { mayBeLost: false })
  expect(choose(integration, { MODE_LOGIN_POINTS: 'thread' }, log)).toBe('thread')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', integration: 'login-points', mode: 'thread' },
  ])
})

test.each<Mode>(['messaging', 'database-messaging'])('%s is refused without a broker', (mode) => {
  expect(() => choose(outsideCall(mode))).toThrow('BROKER_NOT_CONFIGURED')
  expect(() => choose(outsideCall('database'), { MODE_LOGIN_POINTS: mode })).toThrow('BROKER_NOT_CONFIGURED')
})

test('a mode that nobody knows and a name that nobody has are named, all at once', () => {
  const env = { MODE_LOGIN_POINTS: 'quickly', MODE_LOGIN_POINT: 'thread' }
  expect(() => choose(outsideCall('database'), env)).toThrow(
    /MODE_LOGIN_POINT: no integration[^]*MODE_LOGIN_POINTS: quickly: MODE_UNKNOWN, expected one of inline, thread/,
  )
})
