import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { inRoot } from './paths.ts'
import { type Addresses, processEnv, roleUrl } from './process-env.ts'
import { frontDoor, processes, processesFor, type ProcessSpec } from './processes.ts'

const spec = (name: string, calls: string[]): ProcessSpec => ({
  name,
  entry: `${name}.ts`,
  calls,
  ready: '/ready',
  migrations: 'migrations',
})
const shop = spec('shop', ['stock'])
const stock = spec('stock', [])
const table = [shop, stock]
const at: Addresses = {
  urlOf: (name) => `http://${name}`,
  portOf: (name) => (name === 'shop' ? 3000 : 4000),
  hostOf: () => '127.0.0.1',
  tokenOf: (name) => `token of ${name}`,
  databaseOf: (name) => `postgres://${name}`,
}

test('a process learns its address, its database, and whom it calls', () => {
  expect(processEnv(shop, table, at, {})).toEqual({
    HOST: '127.0.0.1',
    PORT: '3000',
    DATABASE_URL: 'postgres://shop',
    STOCK_URL: 'http://stock',
    STOCK_TOKEN: 'token of stock',
  })
})

test('a called process learns its own credential, and nothing of its callers', () => {
  expect(processEnv(stock, table, at, {})).toEqual({
    HOST: '127.0.0.1',
    PORT: '4000',
    DATABASE_URL: 'postgres://stock',
    STOCK_TOKEN: 'token of stock',
  })
})

test('settings of the operator are passed on, secrets for others are not', () => {
  const base = {
    CARRIER_STEP_MS: '10',
    DATABASE_URL: 'postgres://owner',
    SHOP_TOKEN: 'x',
    npm_execpath: '/npm',
  }
  const env = processEnv(stock, table, at, base)
  expect(env).toMatchObject({ CARRIER_STEP_MS: '10', DATABASE_URL: 'postgres://stock' })
  expect(Object.keys(env)).not.toContain('SHOP_TOKEN')
  expect(Object.keys(env)).not.toContain('npm_execpath')
})

test('a secret setting reaches the process it belongs to, and no other', () => {
  const base = { VAPID_PRIVATE_KEY: 'x', VAPID_SUBJECT: 'mailto:us@shop.example' }
  const given = new Map(processes.map((one) => [one.name, processEnv(one, processes, at, base)]))
  expect([...given].filter(([, env]) => 'VAPID_PRIVATE_KEY' in env).map(([name]) => name)).toEqual(['push'])
  expect(given.get('push')).toMatchObject(base)
})

test('the mode of an integration reaches the process that has it, a misspelt one every process', () => {
  const base = { MODE_LOGIN_POINTS: 'thread', MODE_LOGIN_POINT: 'thread' }
  const given = processes.map((one) => [one.name, processEnv(one, processes, at, base)] as const)
  const reached = (variable: string) => given.filter(([, env]) => variable in env).map(([name]) => name)
  expect(reached('MODE_LOGIN_POINTS')).toEqual(['bff'])
  expect(reached('MODE_LOGIN_POINT')).toEqual(processes.map(({ name }) => name))
})

test.each(processes)('$name has the integrations that the table says', async ({ entry, integrations }) => {
  const file = join(dirname(inRoot(entry)), 'integrations.ts')
  const known = existsSync(file) ? ((await import(file)) as { integrations: object }).integrations : {}
  expect(Object.keys(known).toSorted()).toEqual((integrations ?? []).toSorted())
})

test("a role connects to the owner's database with its own password", () => {
  const url = roleUrl('postgres://owner:p%40ss@db.example:6543/shop?sslmode=require', 'nowait_order', 'a/b@c')
  expect(url).toBe('postgres://nowait_order:a%2Fb%40c@db.example:6543/shop?sslmode=require')
})

test('every process of the table has a name of its own and calls only processes of the table', () => {
  const names = processes.map((process) => process.name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toContain(frontDoor)
  expect(names).toEqual(expect.arrayContaining(processes.flatMap((process) => process.calls)))
})

test('the lab is started, and known to the front door alone, only where LAB=1 asks for it', () => {
  expect(processesFor({})).toBe(processes)
  expect(processesFor({ LAB: '0' })).toBe(processes)
  const table = processesFor({ LAB: '1' })
  expect(table.map(({ name }) => name)).toEqual([...processes.map(({ name }) => name), 'lab'])
  const knows = table.filter((one) => 'LAB_URL' in processEnv(one, table, at, { LAB_URL: 'elsewhere' }))
  expect(knows.map(({ name }) => name)).toEqual([frontDoor])
})
