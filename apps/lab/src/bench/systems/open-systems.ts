import type { Place } from '../place.ts'
import { openOurs } from './ours.ts'
import type { JobSystem, OpenSystem } from './system.ts'

/** Loaded when asked for: a peer that is not installed is absent, and nothing else fails. */
const systems = {
  ours: async () => openOurs,
  'graphile-worker': async () => (await import('./graphile-worker.ts')).openGraphileWorker,
  'graphile-worker, tuned': async () => (await import('./graphile-worker.ts')).openTunedGraphileWorker,
  'pg-boss': async () => (await import('./pg-boss.ts')).openPgBoss,
  'pg-boss, prepared': async () => (await import('./pg-boss.ts')).openPreparedPgBoss,
  'pg-boss, notified': async () => (await import('./pg-boss.ts')).openNotifiedPgBoss,
} satisfies Record<string, () => Promise<OpenSystem>>

export type SystemName = keyof typeof systems
export type PeerName = Exclude<SystemName, 'ours'>

export async function openSystem(
  name: SystemName,
  place: Pick<Place, 'url' | 'database'>,
): Promise<JobSystem> {
  const open = await systems[name]()
  return open(place)
}

/** Opens ours and those peers that are installed, for as long as `run` takes. */
export async function withSystems<T>(
  place: Pick<Place, 'url' | 'database'>,
  peers: PeerName[],
  run: (ours: JobSystem, peers: Map<PeerName, JobSystem>) => Promise<T>,
): Promise<T> {
  const ours = await openSystem('ours', place)
  const opened = new Map<PeerName, JobSystem>()
  try {
    for (const name of peers) {
      const peer = await openSystem(name, place).catch(absent)
      if (peer) opened.set(name, peer)
    }
    return await run(ours, opened)
  } finally {
    await Promise.all([ours, ...opened.values()].map((system) => system.close()))
  }
}

function absent(error: unknown): undefined {
  if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return
  throw error
}
