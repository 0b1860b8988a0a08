import { setTimeout as pause } from 'node:timers/promises'
import { Piscina } from 'piscina'
import type { Tx } from '../database.ts'
import { backoffMs } from '../jobs/backoff.ts'
import type { PlainCall } from './call-target.ts'
import { createPlaces } from './places.ts'
import type { Runner, RunnerParts, Work } from './runner.ts'

export interface ThreadLimits {
  threads: number
  /** Works in memory at most, waiting, running or pausing; what comes on top is refused. */
  places: number
  /** A target that keeps its thread busy cannot hear its deadline: so much later, ms, the thread is ended. */
  deafMs: number
}

/** Calls from a pool of worker threads after the commit. Costs the caller nothing; only memory knows of it. */
export function createThread(parts: RunnerParts, { threads, places: most, deafMs }: ThreadLimits): Runner {
  const { database, log, tally, sequences } = parts
  const pool = new Piscina({
    filename: new URL('./thread-worker.ts', import.meta.url).href,
    name: 'carryOut',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
    // A thread asleep on an atomic would leave the connections of its targets unattended.
    atomics: 'disabled',
  })
  const places = createPlaces(threads)
  const stopping = new AbortController()
  const unfinished = new Set<Promise<void>>()
  /** Promised in a transaction that is still open. */
  const promised = new WeakMap<Tx, number>()

  async function attempt(work: Work, call: PlainCall): Promise<void> {
    const { target, completed } = work.integration
    await places.use(async () => {
      stopping.signal.throwIfAborted()
      const deaf = AbortSignal.timeout(call.deadlineMs + deafMs)
      const signal = AbortSignal.any([stopping.signal, deaf])
      const result: unknown = await tally(work.name).timed(() => pool.run({ target, call }, { signal }))
      if (completed) await database.transaction((tx) => completed(tx, { ...call, result }))
    })
  }

  async function carryOut(work: Work): Promise<void> {
    const { counts } = tally(work.name)
    const { retry, deadlineMs } = work.integration
    const { payload, idempotencyKey } = work
    const numbered = sequences.next()
    for (let tries = 1; ; tries++) {
      try {
        const sequence = await (tries === 1 ? numbered : numbered.catch(() => sequences.next()))
        await attempt(work, { payload, idempotencyKey, sequence, deadlineMs })
        return void counts.done++
      } catch (error) {
        if (stopping.signal.aborted) return void counts.lost++
        if (tries >= retry.attempts) {
          log.error({ err: error, integration: work.name, idempotencyKey }, 'gave up, only this line is left')
          return void counts.failed++
        }
        counts.retried++
        await pause(backoffMs(retry, tries), undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  function take(work: Work): void {
    const { counts } = tally(work.name)
    counts.accepted++
    counts.pending++
    counts.inMemory++
    const end = carryOut(work).finally(() => {
      counts.pending--
      counts.inMemory--
      unfinished.delete(end)
    })
    unfinished.add(end)
  }

  return {
    async prepare(work) {
      return async (tx) => {
        const before = promised.get(tx) ?? 0
        if (stopping.signal.aborted || unfinished.size + before >= most) {
          tally(work.name).counts.refused++
          return 'REFUSED'
        }
        // What was promised is taken, also when others were faster: more than the limit by what open transactions hold.
        promised.set(tx, before + 1)
        tx.afterCommit(() => take(work))
        tx.ifUnknown(() => void tally(work.name).counts.unknown++)
        return 'ACCEPTED'
      }
    },
    async stop(graceMs) {
      const timer = setTimeout(() => stopping.abort(new Error('The process stops')), graceMs)
      await Promise.all(unfinished)
      clearTimeout(timer)
      stopping.abort()
      await pool.destroy()
    },
  }
}
