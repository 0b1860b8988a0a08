import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type ProcessName = 'writer' | 'reader' | 'sequencer'

export interface TestProcess {
  signal(name: NodeJS.Signals): void
  /** Kills it without warning and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts one of the processes beside this file. */
export function startProcess(name: ProcessName, input: object): TestProcess {
  const file = join(import.meta.dirname, `${name}-process.ts`)
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  return {
    signal: (signal) => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
