import { createBell } from '../events/bell.ts'
import { createDelivery, defaultRetry } from '../events/deliver.ts'
import { createMembership } from '../events/membership.ts'
import { ensureOffsets, Superseded } from '../events/offsets.ts'
import { createRetries } from '../events/retries.ts'
import { progress, type SubscribeOptions, type Subscription } from '../events/subscribe.ts'
import { createKafkaLanes, offsetsInEffects } from './lanes.ts'
import { ensureKafkaOffsets } from './offsets.ts'
import { openReader } from './reader.ts'
import { createTopics } from './topics.ts'

const pauseMs = 1_000
const busyMs = 20

/**
 * `subscribe()` over Kafka: the same handlers, partitions shared by the same locks, the same parking. Offsets are kept
 * in the consumer's own database and move with the effect; an event that is known, from a relay that repeated itself
 * or from the log, is passed over by its number.
 */
export function subscribeKafka(
  options: SubscribeOptions & { brokers: string; topicPrefix?: string },
): Subscription {
  const { database, group, sources, log, retry = defaultRetry, onEvent, brokers, topicPrefix } = options
  const { sql } = database
  const bell = createBell()
  const stopping = new AbortController()
  const membership = createMembership(database.standing, group)
  const offsets = offsetsInEffects(group, options.handlers)
  const delivery = createDelivery({ database, group, handlers: offsets.handlers, retry, log })
  const reader = openReader({ brokers, topicPrefix, group })
  const types = Object.keys(options.handlers)
  const work = { sql, group, sources, types, delivery, onEvent, onProgress: bell.ring, onError: report }
  const lanes = createKafkaLanes({ ...work, reader, offsets })
  const retries = createRetries(work)
  let session: AbortSignal | undefined
  let signal = stopping.signal
  let isSetUp = false
  let failing = false

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const worked = await round().catch(report)
      if (stopping.signal.aborted) return
      // The broker holds the answer back while there is nothing; only a busy or failing round needs a pause.
      await bell.wait(worked ? busyMs : pauseMs)
    }
  }

  async function round(): Promise<true> {
    if (!isSetUp) {
      await ensureOffsets(sql, group, sources)
      await createTopics({ brokers, topicPrefix, sources })
      await ensureKafkaOffsets(sql, group, sources)
      isSetUp = true
    }
    const { owned, lost } = await membership.refresh(lanes.isBusy)
    if (lost !== session) signal = AbortSignal.any([stopping.signal, lost])
    session = lost
    await retries.start(owned, signal)
    await lanes.start(owned, signal)
    if (failing) log.info({ group }, 'subscription works again')
    failing = false
    return true
  }

  function report(error: unknown): void {
    if (error instanceof Superseded || stopping.signal.aborted) return
    if (!failing) log.warn({ err: error, group }, 'subscription interrupted, trying again')
    failing = true
  }

  const running = run()
  return {
    ...progress(sql, group, sources),
    async stop() {
      stopping.abort(new Error('The subscription stops'))
      bell.ring()
      await running
      await Promise.all([lanes.settled(), retries.settled()])
      await reader.close()
      await membership.leave().catch(() => {}) // the locks go with the session at the latest
    },
  }
}
