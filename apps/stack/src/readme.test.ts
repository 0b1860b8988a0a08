import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inRoot } from './paths.ts'

const readme = readFileSync(inRoot('README.md'), 'utf8')
const links = [...readme.matchAll(/\]\(([^)\s]+)(?: '([^']+)')?\)/g)].map(([, target, title]) => ({
  target: target!,
  title,
}))
const files = links.filter(({ target }) => !/^https?:/.test(target))

test('what the README links to is there', () => {
  expect(files.length).toBeGreaterThan(40)
  expect(files.map(({ target }) => target).filter((target) => !existsSync(inRoot(target)))).toEqual([])
})

test('a test that the README names by its title exists', () => {
  const named = files.filter(({ title }) => title)
  expect(named.length).toBeGreaterThan(20)
  const missing = named.filter(({ target, title }) => !readFileSync(inRoot(target), 'utf8').includes(title!))
  expect(missing).toEqual([])
})

test('every mode has a row with the words of its guarantees', async () => {
  const { modeTable } = await import('@nowait/chassis/dispatch/mode-table')
  for (const [mode, { callerWaitsFor, onRollback, onFailure, onKill, onDuplicate }] of Object.entries(
    modeTable,
  )) {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${mode}\``)) ?? ''
    const words = [callerWaitsFor, onRollback, onFailure, onKill, onDuplicate]
    expect([mode, ...words.filter((each) => !row.includes(`[${each}]`))]).toEqual([mode])
  }
})
