import { expect, test } from 'vitest'
import { inRoot } from './paths.ts'
import { processes } from './processes.ts'
import { readSettings } from './settings.ts'

const read = (env: Record<string, string>) => readSettings(env, processes)

test('without settings the shop is on port 3000, with its data in .data and a database of its own', () => {
  expect(read({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: inRoot('.data'),
    databaseUrl: undefined,
    ports: {},
    urls: {},
  })
})

test('ports and services of the operator are taken by name', () => {
  expect(read({ ORDER_PORT: '4001', POINT_URL: 'http://10.0.0.9:8080/' })).toMatchObject({
    ports: { order: 4001 },
    urls: { point: 'http://10.0.0.9:8080' },
  })
})

test.each([
  [{ PORT: 'http' }, /PORT=http: expected a port/],
  [{ ORDER_PORT: '70000' }, /ORDER_PORT=70000: expected a port/],
  [{ POINT_URL: 'localhost:8080' }, /POINT_URL=localhost:8080: expected a URL/],
  [{ DATABASE_URL: 'mysql://db/shop' }, /DATABASE_URL is not understood: expected postgres:/],
  [{ ORDER_DATABASE_URL: 'postgres://db/order' }, /ORDER_DATABASE_URL: .* one database/],
])('a wrong setting is named, with what is expected: %o', (env, message) => {
  expect(() => read(env as Record<string, string>)).toThrow(message)
})

test('a wrong DATABASE_URL is refused without showing its password', () => {
  expect(() => read({ DATABASE_URL: 'mysql://me:hidden@db/shop' })).not.toThrow(/hidden/)
})
