import { Session } from 'node:inspector/promises'
import type { Profiler } from 'node:inspector'

const everyUs = 500

/** Looks where this process is, twice a millisecond, until `stop` tells. */
export async function startProfiler(): Promise<{ stop(): Promise<Profiler.Profile> }> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: everyUs })
  await session.post('Profiler.start')
  return {
    async stop() {
      const { profile } = await session.post('Profiler.stop')
      session.disconnect()
      return profile
    },
  }
}
