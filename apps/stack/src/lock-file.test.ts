import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inRoot } from './paths.ts'

type Lock = { packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }> }

const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as Lock

/** Where npm looks for a dependency of the package at `path`: beside it, then further up. */
function places(path: string, name: string): string[] {
  const parents = path
    .split('/node_modules/')
    .map((_, at, parts) => parts.slice(0, at + 1).join('/node_modules/'))
  return [...parents.map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`]
}

// A registry that mirrors only some platforms makes npm write a lock file without the others, and `npm ci`
// refuses that one everywhere. Their entries need no more than version, os and cpu.
test('the lock file names the packages of every platform', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !places(path, name).some((place) => lock.packages[place]),
    ),
  )
  expect(missing).toEqual([])
})
