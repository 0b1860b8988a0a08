import { readFileSync } from 'node:fs'
import { waitUntil } from './wait-until.ts'

/** Whether a process of this id runs; a zombie, which only waits to be collected, does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return processState(pid) !== 'Z'
}

/** Waits until the process is gone; false when it is still there after `limitMs`. */
export async function isGone(pid: number, limitMs: number): Promise<boolean> {
  return (await waitUntil(() => !isAlive(pid), { limitMs })) === true
}

/** The command line of a process where the system shows it (Linux), else undefined. */
export function commandLine(pid: number): string | undefined {
  return readProc(pid, 'cmdline')?.replaceAll('\0', ' ')
}

function processState(pid: number): string | undefined {
  return readProc(pid, 'stat')
    ?.replace(/^.*\) /s, '')
    .charAt(0)
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
