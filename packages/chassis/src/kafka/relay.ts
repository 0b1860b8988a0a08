import { setTimeout as pause } from 'node:timers/promises'
import { eventSchemas } from '@nowait/contract/events'
import type { Database } from '../database.ts'
import { follow, type Following } from '../events/follow.ts'
import { createLanes, type Work } from '../events/lanes.ts'
import { logTransport } from '../events/log-transport.ts'
import { moveOffset, replay, Superseded } from '../events/offsets.ts'
import type { Log } from '../log.ts'
import { ensureTopicOffsets, readStandings } from './offsets.ts'
import { openProducer } from './produce.ts'
import { createTopics, type Kafka } from './topics.ts'

/** The consumer group whose effect is to produce. */
export const relayGroup = 'kafka-relay'

const batchSize = 200
const againMs = (attempt: number) => Math.min(100 * 2 ** Math.min(attempt - 1, 10), 1_000)

/**
 * Produces every event of the log of `source` to its topic, in the partition that stands on its row. Its offset moves
 * once all replicas have acknowledged, so what a crash leaves open is produced again: readers skip what they know.
 * Several relays share the partitions. While no broker answers the events wait in the log. A topic that turns out to be
 * shorter than what was put into it is filled again from the log.
 */
export function startRelay({
  database,
  source,
  log,
  ...kafka
}: Kafka & { database: Database; source: string; log: Log }): Following {
  const { sql } = database
  const group = relayGroup
  const producer = openProducer({ ...kafka, clientId: `${group}-${source}` })
  const types = Object.keys(eventSchemas)
  const reading = logTransport({ database, group, sources: [source], types, size: batchSize })
  let failing = false

  /** Where the topic has to go on at least. */
  async function endOf(partition: number): Promise<number> {
    const [standing] = await readStandings(sql, { group, sources: [source], partitions: [partition] })
    return standing!.offset
  }

  const produce: Work = async (batch, signal) => {
    const { partition } = batch
    const end = await endOf(partition)
    let { position } = batch
    for (let rest = batch.events; rest.length > 0;) {
      const { produced, offset } = await producer.produce({ ...batch, position, events: rest })
      if (offset < end) return fillAgain(partition, { end, offset })
      const to = rest[produced - 1]!.event.seq
      await moveOffset(sql, { group, source, partition }, { from: position, to, offset: offset + produced })
      if (signal.aborted) return
      position = to
      rest = rest.slice(produced)
    }
  }

  async function fillAgain(partition: number, places: { end: number; offset: number }): Promise<void> {
    log.warn({ source, partition, ...places }, 'the topic has lost events, producing all of the log again')
    await database.transaction((tx) => replay(tx, { group, source }))
  }

  /** An event set aside would come to the readers behind later ones: the partition waits instead, as long as it takes. */
  const untilItWorks: Work = async (batch, signal) => {
    for (let attempt = 1; ; attempt++) {
      try {
        await produce(batch, signal)
        if (failing) log.info({ source }, 'the broker takes events again')
        failing = false
        return
      } catch (error) {
        if (signal.aborted || error instanceof Superseded) throw error
        if (!failing)
          log.warn({ err: error, source }, 'the broker does not take events, they wait in the log')
        failing = true
        await pause(againMs(attempt), undefined, { signal })
      }
    }
  }

  const { stop } = follow({
    database,
    group,
    sources: [source],
    transport: {
      ...reading,
      async setUp(ring) {
        await ensureTopicOffsets(sql, group, [source])
        await createTopics({ ...kafka, sources: [source] })
        await reading.setUp(ring)
      },
    },
    lanes: ({ onProgress, onError }) =>
      createLanes({ transport: reading, work: untilItWorks, onProgress, onError }),
    log,
  })
  return {
    async stop() {
      await stop()
      await producer.close()
    },
  }
}
