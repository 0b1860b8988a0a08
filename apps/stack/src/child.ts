import type { ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from './failure.ts'
import { appendLog, openLog, tail, trimLog } from './log-file.ts'
import { waitReady } from './ready.ts'
import { ending, logLine, type NodeRun, signalGroup, spawnNode } from './run-node.ts'

/** A process of the stack that is kept alive until it is stopped. */
export type Child = {
  /** Resolves when it answered 200 for the first time. @throws Failure when it ends or stays silent before. */
  ready: Promise<void>
  /** SIGTERM, and SIGKILL to the whole group when that is not heard within `limitMs`. */
  stop(limitMs: number): Promise<void>
  kill(): void
}

export type ChildOptions = NodeRun & {
  readyUrl: string
  /** How long a start may take. */
  readyMs: number
  /** The wait before the first new start after a crash; doubles with each start that fails. */
  backoffMs: number
  /** One line for the operator about a crash, a recovery, or that we gave up. */
  tell: (line: string) => void
  /** Called when it failed to start `maxTries` times in a row and is left down. */
  gaveUp: () => void
}

const maxTries = 5

export function startChild(options: ChildOptions): Child {
  const { log, backoffMs, tell } = options
  const state = { stopping: false, wake: new AbortController() }
  let current = spawnInto(options, openLog(log))
  const trimming = setInterval(() => trimLog(log), 60_000).unref()
  const ready = becomeReady(options, current, () => state.stopping)
  ready.then(
    () => keepAlive(),
    () => {},
  )

  async function keepAlive(): Promise<void> {
    for (let failed = 0; failed < maxTries;) {
      const how = await current.ended
      if (state.stopping) return
      const waitMs = backoffMs * 2 ** failed
      tell(`ended (${how}), starting again in ${waitMs / 1000} s. ${logLine(log)}`)
      await sleep(waitMs, undefined, { signal: state.wake.signal }).catch(() => {})
      if (state.stopping) return
      current = spawnInto(options, appendLog(log))
      const back = await becomeReady(options, current, () => state.stopping).then(
        () => true,
        () => false,
      )
      if (!back) signalGroup(current.child, 'SIGKILL')
      failed = back ? 0 : failed + 1
      if (back) tell('works again')
    }
    tell(`did not start ${maxTries} times in a row and stays down; the others go on. ${logLine(log)}`)
    options.gaveUp()
  }

  return {
    ready,
    kill: () => signalGroup(current.child, 'SIGKILL'),
    async stop(limitMs) {
      state.stopping = true
      state.wake.abort()
      clearInterval(trimming)
      current.child.kill('SIGTERM')
      const late = setTimeout(() => signalGroup(current.child, 'SIGKILL'), limitMs)
      await current.ended
      clearTimeout(late)
      // Whatever it started itself goes with it.
      signalGroup(current.child, 'SIGKILL')
    },
  }
}

type Running = { child: ChildProcess; ended: Promise<string>; how: () => string }

function spawnInto(run: NodeRun, output: number): Running {
  const child = spawnNode(run, output)
  closeSync(output)
  let how = ''
  const ended = ending(child).then((text) => (how = text))
  return { child, ended, how: () => how }
}

async function becomeReady(options: ChildOptions, running: Running, stopping: () => boolean): Promise<void> {
  const { name, log, readyUrl, readyMs } = options
  const last = await waitReady(readyUrl, readyMs, () => running.how() !== '' || stopping())
  if (stopping()) throw new Failure(`${name} was stopped before it was ready.`)
  if (running.how())
    throw new Failure(`${name} ended while starting (${running.how()}). ${logLine(log)}`, tail(log))
  if (last)
    throw new Failure(`${name} is not ready after ${readyMs / 1000} s: ${last}\n${logLine(log)}`, tail(log))
}
