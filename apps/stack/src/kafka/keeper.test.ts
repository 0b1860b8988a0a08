import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

/** A process that stands for a broker: the name of its folder is in its command. */
function startKept(of?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'nowait-keeper-'))
  const kept = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', of ?? folder], {
    stdio: 'ignore',
  })
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = once(keeper, 'close')
  onTestFinished(() => {
    kept.kill('SIGKILL')
    keeper.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  /** What a broker's starter leaves behind when it is killed. */
  const leave = async (...lines: string[]) => {
    keeper.stdin.end(lines.map((line) => `${line}\n`).join(''))
    await ended
  }
  return { folder, kept, leave }
}

test('a broker whose starter is gone is killed, and its folder removed', async () => {
  const { folder, kept, leave } = startKept()
  const end = once(kept, 'exit')
  await leave('1', String(kept.pid))
  expect(await end).toEqual([null, 'SIGKILL'])
  expect(existsSync(folder)).toBe(false)
})

test('a process is left alone when the broker was stopped before, or was another one', async () => {
  const stopped = startKept()
  await stopped.leave(String(stopped.kept.pid), '')
  expect(stopped.kept.exitCode ?? stopped.kept.signalCode).toBeNull()
  const other = startKept('another folder')
  await other.leave(String(other.kept.pid))
  expect(other.kept.exitCode ?? other.kept.signalCode).toBeNull()
})
