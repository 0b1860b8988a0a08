import { expect, test } from 'vitest'
import { databaseUrl, processConfig, readConfig, serviceToken, serviceUrl } from './config.ts'

const schema = processConfig.extend({
  DATABASE_URL: databaseUrl,
  PRODUCT_URL: serviceUrl,
  PRODUCT_TOKEN: serviceToken,
})
const good = {
  PORT: '3001',
  DATABASE_URL: 'postgres://nowait_order:pw@127.0.0.1:5432/nowait',
  PRODUCT_URL: 'http://127.0.0.1:3002/',
  PRODUCT_TOKEN: 'a-token-of-at-least-sixteen',
}

test('reads numbers, defaults to this machine alone, and takes the slash off a URL', () => {
  expect(readConfig(schema, good)).toMatchObject({
    PORT: 3001,
    HOST: '127.0.0.1',
    PRODUCT_URL: 'http://127.0.0.1:3002',
  })
})

test('names every wrong or missing setting at once, and repeats no value', () => {
  const read = () =>
    readConfig(schema, { ...good, PORT: 'eighty', PRODUCT_TOKEN: 'hunter2', DATABASE_URL: '' })
  expect(read).toThrow(/PORT: /)
  expect(read).toThrow(/DATABASE_URL: is not set/)
  expect(read).toThrow(/PRODUCT_TOKEN: expected at least 16 characters/)
  expect(read).not.toThrow(/hunter2/)
})

test('brokers are host:port, one or several', () => {
  const read = (KAFKA_BROKERS: string) =>
    readConfig(processConfig, { PORT: '1', KAFKA_BROKERS }).KAFKA_BROKERS
  expect(read('127.0.0.1:9092')).toBe('127.0.0.1:9092')
  expect(read('one:9092, two:9092')).toBe('one:9092, two:9092')
  expect(read('')).toBeUndefined()
  expect(() => read('localhost')).toThrow('KAFKA_BROKERS: expected host:port')
})
