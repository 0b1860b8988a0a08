import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { findBrowser } from './browser.ts'
import { type E2eSite, serveSite } from './e2e-site.ts'
import { Failure } from './failure.ts'
import { inRoot, root } from './paths.ts'
import { ending } from './run-node.ts'
import { runToEnd } from './run-to-end.ts'
import { listenForStop } from './stop-signals.ts'

const signals = listenForStop()
await runToEnd(main, signals)

/** Serves the site one way, runs Playwright's project of that name on it, and takes everything down again. */
async function main(): Promise<number> {
  const { project, rest } = readArguments()
  const browser = await findBrowser(signals.asked)
  const site = await serveSite(project, signals)
  try {
    return await playwright(project, rest, browser, site)
  } finally {
    await site.stop()
  }
}

function readArguments(): { project: 'mock' | 'stack'; rest: string[] } {
  const { values, tokens } = parseArgs({
    options: { project: { type: 'string' } },
    strict: false,
    tokens: true,
  })
  const project = values['project']
  if (project !== 'mock' && project !== 'stack') throw new Failure('--project is either mock or stack.')
  const at = tokens.find((token) => token.kind === 'option' && token.name === 'project')
  const own = new Set([at?.index, at?.kind === 'option' && !at.inlineValue ? at.index + 1 : undefined])
  return { project, rest: process.argv.slice(2).filter((_, index) => !own.has(index)) }
}

async function playwright(project: string, rest: string[], browser: string, site: E2eSite): Promise<number> {
  const cli = inRoot('node_modules/@playwright/test/cli.js')
  const child = spawn(process.execPath, [cli, 'test', `--project=${project}`, ...rest], {
    cwd: root,
    env: { ...process.env, CHROMIUM_PATH: browser, [site.variable]: site.url, ...site.env },
    stdio: 'inherit',
  })
  signals.asked.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
  const how = await ending(child)
  return how === 'code 0' ? 0 : 1
}
