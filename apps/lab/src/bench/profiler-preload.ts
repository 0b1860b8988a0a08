import { isMainThread } from 'node:worker_threads'
import type { Profiler } from 'node:inspector'
import { startProfiler } from './profiler.ts'

// Loaded into a server before its own code: whoever started it asks for a profile over their channel.
export type ProfilerMessage = { profiler: 'start' | 'stop' }
export type ProfilerAnswer = { profiler: 'started' | Profiler.Profile }

let running: Awaited<ReturnType<typeof startProfiler>> | undefined

async function answer(message: Partial<ProfilerMessage>): Promise<void> {
  const tell = (given: ProfilerAnswer) => void process.send!(given)
  if (message.profiler === 'start') {
    running = await startProfiler()
    tell({ profiler: 'started' })
  } else if (message.profiler === 'stop') tell({ profiler: await running!.stop() })
}

if (isMainThread && process.channel) {
  process.on('message', (message) => void answer(message as Partial<ProfilerMessage>))
  // To listen is no reason to stay.
  process.channel.unref()
}
