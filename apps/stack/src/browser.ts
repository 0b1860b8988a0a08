import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { Failure } from './failure.ts'
import { inRoot } from './paths.ts'
import { runCommand } from './run-command.ts'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const limitMs = 10 * 60_000

/**
 * The path of a Chromium that runs: the one of `CHROMIUM_PATH`, the machine's, Debian's (installed by root), or
 * Playwright's own. @throws Failure with what was tried.
 */
export async function findBrowser(signal: AbortSignal): Promise<string> {
  const given = process.env['CHROMIUM_PATH']
  if (given) {
    if (await runs(given, signal)) return given
    throw new Failure(`CHROMIUM_PATH=${given}: this browser does not run.`)
  }
  const found = await firstThatRuns([...installed, chromium.executablePath()], signal)
  if (found) return found
  let output = ''
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) output += await installDebian(signal)
  const debian = await firstThatRuns(installed, signal)
  if (debian) return debian
  output += await installPlaywright(signal)
  const own = await firstThatRuns([chromium.executablePath()], signal)
  if (own) return own
  throw new Failure(
    'No browser for the e2e tests: neither apt-get nor Playwright could install one that runs.\n' +
      'Install Chromium (and "npx playwright install-deps chromium"), or name one: CHROMIUM_PATH=/path/to/chrome npm test',
    output.slice(-4000),
  )
}

async function installDebian(signal: AbortSignal): Promise<string> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = (...args: string[]) => runCommand({ file: 'apt-get', args, env, limitMs, signal })
  const update = await aptGet('update')
  const install = await aptGet('install', '-y', '--no-install-recommends', 'chromium')
  return update.output + install.output
}

async function installPlaywright(signal: AbortSignal): Promise<string> {
  const cli = inRoot('node_modules/@playwright/test/cli.js')
  const install = await runCommand({
    file: process.execPath,
    args: [cli, 'install', 'chromium'],
    limitMs,
    signal,
  })
  return install.output
}

async function firstThatRuns(paths: string[], signal: AbortSignal): Promise<string | undefined> {
  for (const path of paths) if (await runs(path, signal)) return path
  return undefined
}

async function runs(path: string, signal: AbortSignal): Promise<boolean> {
  if (!existsSync(path)) return false
  const { how } = await runCommand({ file: path, args: ['--version'], limitMs: 30_000, signal })
  return how === 'code 0'
}
