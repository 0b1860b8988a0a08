import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { collectOutput } from './child-output.ts'
import { Failure } from './failure.ts'
import { inRoot, root } from './paths.ts'
import { viteCommand } from './vite.ts'

const stampFile = inRoot('node_modules/.nowait/web-build')
const sources = [
  'apps/web/{src,public,build,push-worker}/**',
  'apps/web/*.{html,json,ts}',
  'packages/contract/src/**',
  'package-lock.json',
]

/** Builds the SPA into `apps/web/dist` unless that was made from the same sources. */
export async function buildWebWhenStale(signal: AbortSignal): Promise<{ say: string }> {
  const hash = hashSources()
  const fresh = existsSync(inRoot('apps/web/dist/index.html')) && read(stampFile) === hash
  if (fresh) return { say: 'unchanged since the last build' }
  await buildWeb(signal)
  return { say: 'built into apps/web/dist' }
}

/** Builds the SPA; gives what the build printed. @throws Failure with its output. */
export async function buildWeb(signal: AbortSignal): Promise<string> {
  const hash = hashSources()
  const output = await vite(['build'], signal)
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, hash)
  return output
}

/** Builds the SPA together with its mock, for the e2e tests. */
export async function buildMock(signal: AbortSignal): Promise<string> {
  return vite(['build', '--mode', 'mock', '--outDir', '.mock-build', '--emptyOutDir'], signal)
}

async function vite(args: string[], signal: AbortSignal): Promise<string> {
  const child = spawn(process.execPath, [viteCommand(), ...args], {
    cwd: inRoot('apps/web'),
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  const { how, output } = await collectOutput(child).ended
  signal.removeEventListener('abort', kill)
  signal.throwIfAborted()
  if (how !== 'code 0') throw new Failure(`The site could not be built (${how}).`, output)
  return output
}

function hashSources(): string {
  const hash = createHash('sha256')
  for (const file of globSync(sources, { cwd: root }).toSorted()) {
    if (!statSync(inRoot(file)).isFile()) continue
    hash.update(`${file}\0`).update(readFileSync(inRoot(file)))
  }
  return hash.digest('hex')
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
