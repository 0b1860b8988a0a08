import { expect, test } from 'vitest'
import { parsePostmasterPid } from './postmaster-pid.ts'

test('a running server is found by process and port', () => {
  const text =
    '4711\n/home/kim/샵/.data/postgres\n1790000000\n54329\n\n127.0.0.1\n  5432001         3\nready   \n'
  expect(parsePostmasterPid(text)).toEqual({
    pid: 4711,
    dataDir: '/home/kim/샵/.data/postgres',
    port: 54329,
    status: 'ready',
  })
})

test('a server that is still writing the file has no port yet', () => {
  expect(parsePostmasterPid('4711\n/data\n1790000000\n')).toMatchObject({
    pid: 4711,
    port: undefined,
    status: '',
  })
})

test('a single-user server counts by its process', () => {
  expect(parsePostmasterPid('-4711\n/data\n')).toMatchObject({ pid: 4711 })
})

test.each(['', '\n', 'not a number\n'])('%j is no server', (text) => {
  expect(parsePostmasterPid(text)).toBeUndefined()
})
