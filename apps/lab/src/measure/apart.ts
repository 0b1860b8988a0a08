import { eventually } from '@nowait/chassis/testing/eventually'
import { type Child, startNode } from './children.ts'

/** How a service can be away: it takes connections and never answers, or nobody is there. */
export type Away = 'hang' | 'stop' | 'kill'

/** A service as a process of its own, apart from the others of the shop, which can go away and come back. */
export interface Apart {
  url: string
  leave(how: Away): Promise<void>
  /** Resolves when it answers again. */
  comeBack(): Promise<void>
  stop(): Promise<void>
}

/** Starts one of the services by its name; resolves when it is ready. */
export async function startApart(
  name: 'point' | 'product',
  env: Record<string, string> & { PORT: string; DATABASE_URL: string },
): Promise<Apart> {
  const url = `http://127.0.0.1:${env.PORT}`
  const start = () => startNode(`apps/services/${name}/src/main.ts`, { ...env, HOST: '127.0.0.1' })
  let child: Child | undefined = start()

  async function answers(): Promise<void> {
    await eventually(async () => (await fetch(`${url}/ready`, { signal: AbortSignal.timeout(500) })).ok, {
      withinMs: 30_000,
    })
  }

  await answers()
  return {
    url,
    async leave(how) {
      if (how === 'hang') return child?.signal('SIGSTOP')
      await (how === 'kill' ? child?.kill() : child?.stop())
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
}
