import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { collectOutput } from './child-output.ts'
import { Failure } from './failure.ts'
import { inRoot } from './paths.ts'
import { waitReady } from './ready.ts'
import { signalGroup } from './run-node.ts'

export type ViteServer = { url: string; stop(): Promise<void> }

/** The file of Vite's command line. */
export function viteCommand(): string {
  const manifest = createRequire(inRoot('apps/web/package.json')).resolve('vite/package.json')
  return join(dirname(manifest), 'bin/vite.js')
}

/** Runs one of Vite's servers on the port and resolves when it answers. */
export async function startVite(
  args: string[],
  port: number,
  env: Record<string, string>,
  signal: AbortSignal,
): Promise<ViteServer> {
  const url = `http://localhost:${port}`
  const where = ['--host', '127.0.0.1', '--port', String(port), '--strictPort']
  const child = spawn(process.execPath, [viteCommand(), ...args, ...where], {
    cwd: inRoot('apps/web'),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const { text, ended } = collectOutput(child)
  let how = ''
  void ended.then((end) => (how = end.how))
  const stop = async () => {
    signalGroup(child, 'SIGKILL')
    await ended
  }
  const last = await waitReady(url, 60_000, () => how !== '' || signal.aborted)
  if (last === '') return { url, stop }
  await stop()
  signal.throwIfAborted()
  throw new Failure(`Vite's server did not start (${how || last}).`, text())
}
