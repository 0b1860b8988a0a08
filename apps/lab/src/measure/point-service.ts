import { eventually } from '@nowait/chassis/testing/eventually'
import { type Child, startNode } from './children.ts'

/** How an outside service can be away: it takes connections and never answers, or nobody is there. */
export type Away = 'hang' | 'stop'

/** The point service as a process of its own, which can go away and come back. */
export interface PointService {
  url: string
  leave(how: Away): Promise<void>
  /** Resolves when it answers again. */
  comeBack(): Promise<void>
  stop(): Promise<void>
}

export async function startPointService(env: { PORT: string; DATABASE_URL: string; POINT_TOKEN: string }) {
  const url = `http://127.0.0.1:${env.PORT}`
  const start = () => startNode('apps/services/point/src/main.ts', { ...env, HOST: '127.0.0.1' })
  let child: Child | undefined = start()

  async function answers(): Promise<void> {
    await eventually(async () => (await fetch(`${url}/ready`, { signal: AbortSignal.timeout(500) })).ok, {
      withinMs: 30_000,
    })
  }

  await answers()
  const service: PointService = {
    url,
    async leave(how) {
      if (how === 'hang') return child?.signal('SIGSTOP')
      await child?.stop()
      child = undefined
    },
    async comeBack() {
      if (child) child.signal('SIGCONT')
      else child = start()
      await answers()
    },
    async stop() {
      child?.signal('SIGCONT')
      await child?.stop()
    },
  }
  return service
}
