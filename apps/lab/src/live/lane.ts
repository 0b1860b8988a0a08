import type { LabAnswer } from '@nowait/contract/lab-figures'
import { sharedMs } from '../bench/clock.ts'
import type { Arena } from '../compare/arena.ts'

interface Asked {
  operation: string
  askedAt: number
  answeredAt: number
  ok: boolean
}

/** One of the two servers under load, and what is known of it. */
export interface Lane {
  arena: Arena
  /** Resolves when the load is over and the last client was answered. */
  over: Promise<void>
  /** All that was answered so far, with the effects that have happened. */
  answers(): Promise<LabAnswer[]>
}

/** Clients ask from `beginAt` (ms of the shared clock) for so long, each the next time as soon as he is answered. */
export function openLane(
  arena: Arena,
  {
    clients,
    beginAt,
    forMs,
    signal,
  }: { clients: number; beginAt: number; forMs: number; signal: AbortSignal },
): Lane {
  const asked: Asked[] = []
  let count = 0
  const client = async () => {
    while (!signal.aborted && sharedMs() < beginAt + forMs) {
      const operation = `live-${count++}`
      const askedAt = sharedMs()
      const ok = await arena.order(operation).then(
        () => true,
        () => false,
      )
      asked.push({ operation, askedAt, answeredAt: sharedMs(), ok })
    }
  }
  const over = Promise.all(Array.from({ length: clients }, client)).then(() => undefined)
  return {
    arena,
    over,
    async answers() {
      const effects = await arena.effects()
      return asked.map(({ operation, askedAt, answeredAt, ok }) => ({
        askedMs: askedAt - beginAt,
        answeredMs: answeredAt - beginAt,
        ok,
        effectMs: effects.has(operation) ? effects.get(operation)! - beginAt : undefined,
      }))
    },
  }
}
