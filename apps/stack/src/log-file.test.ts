import { closeSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog, tail } from './log-file.ts'

let folder = ''
const file = () => join(folder, 'order.log')
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'nowait-log-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function write(text: string): void {
  const log = openLog(file())
  writeSync(log, text)
  closeSync(log)
}

test('each start has a log of its own, and the one before it is kept', () => {
  write('first\n')
  write('second\n')
  expect(readFileSync(file(), 'utf8')).toBe('second\n')
  expect(readFileSync(`${file()}.1`, 'utf8')).toBe('first\n')
})

test('the end of a long log is its last lines', () => {
  write(Array.from({ length: 5000 }, (_, at) => `line ${at}\n`).join(''))
  expect(tail(file(), 2)).toBe('line 4998\nline 4999')
})

test('a log that was never written has no end', () => {
  expect(tail(file())).toBe('')
})
