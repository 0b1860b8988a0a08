import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../alive.ts'
import { collectOutput } from '../child-output.ts'
import { removeData } from '../data-folder.ts'
import { inRoot } from '../paths.ts'
import { freePort } from '../ports.ts'
import { waitUntil } from '../wait-until.ts'

/** A start as an operator sees it: what it printed, how it ended, and signals to send. */
export type Run = {
  url: string
  pid: number
  output: () => string
  /** Resolves when the welcome is printed. @throws what was printed, when it ends before. */
  up: () => Promise<void>
  ended: Promise<string>
  kill: (signal: NodeJS.Signals) => void
}

const limitMs = 60_000

/** An empty data folder that is removed at the end of the test, with all that was started on it. `mode` is of the folder above. */
export async function withDataFolder(test: (room: Room) => Promise<void>, mode = 0o755): Promise<void> {
  const room = makeRoom(mode)
  try {
    await test(room)
  } finally {
    await room.clear()
  }
}

export type Room = {
  dataDir: string
  start: (env?: Record<string, string>) => Promise<Run>
  clear: () => Promise<void>
}

function makeRoom(mode: number): Room {
  const parent = mkdtempSync(join(tmpdir(), 'nowait 한글 '))
  chmodSync(parent, mode)
  const dataDir = join(parent, 'data')
  const runs: Run[] = []
  return {
    dataDir,
    async start(env = {}) {
      const run = startRun({ PORT: String(await freePort()), NOWAIT_DATA_DIR: dataDir, ...env })
      runs.push(run)
      return run
    },
    async clear() {
      for (const run of runs) run.kill('SIGTERM')
      await Promise.all(runs.map((run) => run.ended))
      removeData(dataDir)
      rmSync(parent, { recursive: true, force: true })
    },
  }
}

function startRun(env: Record<string, string>): Run {
  const child = spawn(process.execPath, [inRoot('apps/stack/src/testing/fake-start.ts')], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { text, ended: end } = collectOutput(child)
  let how = ''
  const ended = end.then((result) => (how = result.how))
  return {
    url: `http://127.0.0.1:${env['PORT']}`,
    pid: child.pid as number,
    output: text,
    ended,
    kill: (signal) => child.kill(signal),
    async up() {
      await waitUntil(() => text().includes('Ctrl-C stops it') || how !== '', { limitMs })
      if (!text().includes('Ctrl-C stops it')) throw new Error(`It did not come up (${how}):\n${text()}`)
    },
  }
}

/** Whether none of these processes is left within `limitMs`. */
export async function allGone(pids: number[]): Promise<boolean> {
  return (await waitUntil(() => !pids.some(isAlive), { limitMs })) === true
}
