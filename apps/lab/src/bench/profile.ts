import type { ChildProcess } from 'node:child_process'
import type { Profiler } from 'node:inspector'
import { summarize } from './hot.ts'
import { startProfiler } from './profiler.ts'
import type { ProfilerAnswer, ProfilerMessage } from './profiler-preload.ts'
import type { Row } from './row.ts'

type Rows = Omit<Row, 'load'>[]

/** What a process of Node gets beside its own environment, so that it can be profiled. */
export const profiled = { NODE_OPTIONS: `--import=${new URL('profiler-preload.ts', import.meta.url)}` }

interface Explaining {
  tell(text: string): void
  /** Which process, in words. */
  of: string
  server?: ChildProcess
  round(): Promise<unknown>
}

/**
 * Gives the rows that miss what we are after the profile that explains them: where the processor time went in one more
 * round, of the process `server`, started with `profiled`, or of this one.
 */
export async function explained(rows: Rows, { tell, of, server, round }: Explaining): Promise<Rows> {
  if (!rows.some(missesStretch)) return rows
  tell('one more round, profiled')
  const profile = summarize(of, await (server ? profileOf(server, round) : ownProfile(round)))
  return rows.map((row) => (missesStretch(row) ? { ...row, profile } : row))
}

const missesStretch = ({ floor, stretch, ratio }: Rows[number]) =>
  floor !== null && !(ratio.median >= (stretch ?? floor))

async function ownProfile(round: () => Promise<unknown>): Promise<Profiler.Profile> {
  const profiler = await startProfiler()
  await round()
  return profiler.stop()
}

async function profileOf(server: ChildProcess, round: () => Promise<unknown>): Promise<Profiler.Profile> {
  await ask(server, { profiler: 'start' })
  await round()
  const { profiler } = await ask(server, { profiler: 'stop' })
  return profiler as Profiler.Profile
}

function ask(server: ChildProcess, message: ProfilerMessage): Promise<ProfilerAnswer> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: Partial<ProfilerAnswer>) => {
      // It may tell other things over the same channel.
      if (!answer.profiler) return
      server.off('message', onMessage).off('exit', onExit)
      resolve(answer as ProfilerAnswer)
    }
    const onExit = () => reject(new Error('The process that is profiled has ended'))
    server.on('message', onMessage).once('exit', onExit)
    server.send(message)
  })
}
