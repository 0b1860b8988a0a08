import { setTimeout as pause } from 'node:timers/promises'
import type { OnPoint } from '../crash-point.ts'
import type { Tx } from '../database.ts'
import { backoffMs } from '../jobs/backoff.ts'
import { currentRequest } from '../request-context.ts'
import { encode, firstBatch } from './message.ts'
import type { DispatchProducer } from './producer.ts'
import type { Runner, RunnerParts } from './runner.ts'

const batchSize = 500
const backoff = { baseMs: 100, capMs: 1_000 }

export interface MessageLimits {
  /** So many wait in memory for a broker that is away; what comes on top is refused. */
  messages: number
}

/** Committed, and only in memory until the broker has it. */
interface Waiting {
  integration: string
  text: string
  id?: number
}

/**
 * Hands over to the broker after the commit. The caller waits for neither; what the broker has not acknowledged when the
 * process ends is lost.
 */
export function createMessaging(
  { tally, log, sequences }: RunnerParts,
  { producer, messages: most, onPoint }: MessageLimits & { producer: DispatchProducer; onPoint?: OnPoint },
): Runner {
  let waiting: Waiting[] = []
  let sending = Promise.resolve()
  let busy = false
  const stopping = new AbortController()
  /** Promised in a transaction that is still open. */
  const promised = new WeakMap<Tx, number>()

  function take(integration: string, text: string): void {
    const { counts } = tally(integration)
    counts.accepted++
    if (stopping.signal.aborted) return void counts.lost++
    counts.pending++
    counts.inMemory++
    waiting.push({ integration, text })
    if (!busy) sending = sendAll()
  }

  async function sendAll(): Promise<void> {
    busy = true
    for (let failures = 0; waiting.length > 0 && !stopping.signal.aborted;) {
      try {
        await sendSome()
        if (failures > 0) log.info('the broker takes messages again')
        failures = 0
      } catch (error) {
        if (failures++ === 0)
          log.warn({ err: error }, 'the broker does not take messages, they wait in memory')
        await pause(backoffMs(backoff, failures), undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
    // In the same step as the last look: whoever comes now begins anew.
    busy = false
  }

  async function sendSome(): Promise<void> {
    if (onPoint) await onPoint('before-produce')
    const batch = firstBatch(waiting.slice(0, batchSize))
    await Promise.all(batch.map(async (each) => (each.id ??= await sequences.next())))
    await producer.send(batch.map(({ id, ...each }) => ({ ...each, id: id! })))
    if (stopping.signal.aborted) return
    if (onPoint) await onPoint('after-acknowledge')
    waiting = waiting.slice(batch.length)
    for (const { integration } of batch) forget(integration)
  }

  function forget(integration: string): void {
    const { counts } = tally(integration)
    counts.pending--
    counts.inMemory--
  }

  return {
    async prepare(work) {
      const text = encode(work, { reserved: false, traceId: currentRequest()?.traceId ?? null })
      return async (tx) => {
        const before = promised.get(tx) ?? 0
        if (stopping.signal.aborted || waiting.length + before >= most) {
          tally(work.name).counts.refused++
          return 'REFUSED'
        }
        // What was promised is taken, also when others were faster: more than the limit by what open transactions hold.
        promised.set(tx, before + 1)
        tx.afterCommit(() => take(work.name, text))
        tx.ifUnknown(() => void tally(work.name).counts.unknown++)
        return 'ACCEPTED'
      }
    },
    async stop(graceMs) {
      const timer = setTimeout(() => stopping.abort(), graceMs)
      const aborted = new Promise((resolve) => stopping.signal.addEventListener('abort', resolve))
      await Promise.race([sending, aborted])
      clearTimeout(timer)
      stopping.abort()
      for (const { integration } of waiting) {
        forget(integration)
        tally(integration).counts.lost++
      }
      waiting = []
      await producer.close()
    },
  }
}
