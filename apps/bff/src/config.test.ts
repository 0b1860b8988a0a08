import { readConfig } from '@nowait/chassis/config'
import { expect, test } from 'vitest'
import { bffConfig, limitRules } from './config.ts'

const services = ['ORDER', 'PRODUCT', 'SHIPPING', 'POINT', 'PUSH', 'MYPAGE'].flatMap((name) => [
  [`${name}_URL`, 'http://127.0.0.1:1'],
  [`${name}_TOKEN`, 'a-token-of-16-characters'],
])
const env = {
  DATABASE_URL: 'postgres://a:b@127.0.0.1/c',
  ...Object.fromEntries(services),
} as NodeJS.ProcessEnv

test('what is not set has a value that fits a machine of one’s own', () => {
  const config = readConfig(bffConfig, env)
  expect(config).toMatchObject({ PORT: 3000, HOST: '127.0.0.1' })
  expect(config.WEB_DIST).toMatch(/apps\/web\/dist$/)
})

test('a limit is set by its variable', () => {
  const rules = limitRules(readConfig(bffConfig, { ...env, LIMIT_WRITES_PER_MEMBER: '5/10' }))
  expect(rules.writesPerMember).toEqual({ count: 5, seconds: 10 })
  expect(rules.signUpPerNetwork).toEqual({ count: 60, seconds: 3600 })
})

test.for([
  ['LIMIT_WRITES_PER_MEMBER', 'many'],
  ['TRUST_PROXY', 'everybody'],
  ['PUBLIC_ORIGIN', 'shop.example'],
  ['SESSION_IDLE_SECONDS', '-1'],
])('%s=%s is named as wrong', ([name, value]) => {
  expect(() => readConfig(bffConfig, { ...env, [name!]: value })).toThrow(name)
})
