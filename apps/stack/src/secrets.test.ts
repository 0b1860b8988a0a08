import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets, parseSecrets } from './secrets.ts'

let folder = ''
const file = () => join(folder, 'secrets')
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'nowait-secrets-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('a secret is made once and kept for the next start', () => {
  const made = openSecrets(file()).get('ORDER_TOKEN')
  expect(made).toMatch(/^[\w-]{32}$/)
  expect(openSecrets(file()).get('ORDER_TOKEN')).toBe(made)
  expect(openSecrets(file()).get('POINT_TOKEN')).not.toBe(made)
})

test('nobody else may read the file', () => {
  openSecrets(file()).get('ORDER_TOKEN')
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})

test('a value may contain an equals sign, and empty lines do no harm', () => {
  expect(parseSecrets('A=x=y\n\nB=2\n')).toEqual(
    new Map([
      ['A', 'x=y'],
      ['B', '2'],
    ]),
  )
})
