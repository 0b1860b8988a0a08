import type { Reading } from '../events/subscribe.ts'
import type { Batch, Transport } from '../events/transport.ts'
import type { Log } from '../log.ts'
import { choose } from './choose.ts'
import {
  countBehind,
  ensureTopicOffsets,
  moveBackInTopic,
  readBlocked,
  readStandings,
  type Standing,
} from './offsets.ts'
import { type Found, openReader } from './reader.ts'
import { createTopics, type Kafka } from './topics.ts'

// The broker holds its answer back while there is nothing to tell, so the loop itself hardly rests.
const waitMs = 200
const restMs = 20

/**
 * Reads the topics of the sources. Offsets are kept in the consumer's own database and move with the effect; an event
 * that is known, from a relay that repeated itself or from the log, is passed over by its number. A topic in which
 * events are missing has been created anew or has lost its end: it is read from its beginning, and nothing behind the
 * hole is delivered until the relay has filled it.
 */
export function topicTransport(
  { database: { sql }, group, sources }: Reading,
  { log, ...kafka }: Kafka & { log: Log },
): Transport {
  const reader = openReader({ ...kafka, group })
  /** Partitions that were read from the beginning because of a hole, until something of them follows on. */
  const rewound = new Set<string>()

  async function rewind({ source, partition, position }: Standing): Promise<void> {
    log.warn({ group, source, partition, position }, 'events are missing in a topic, reading it again')
    rewound.add(`${source} ${partition}`)
    const beginnings = await reader.beginnings(source)
    await moveBackInTopic(sql, { group, source, partition }, beginnings[partition]!)
  }

  async function toBatch({ messages }: Found, standing: Standing): Promise<Batch | undefined> {
    const { source, partition, position } = standing
    const key = `${source} ${partition}`
    if (messages === 'no such place') return void (await rewind(standing))
    const { events, offset, hole } = choose(messages, { position, passHoles: rewound.has(key) })
    if (hole && events.length === 0) return void (await rewind(standing))
    if (events.length > 0) rewound.delete(key)
    const blocked = events.length > 0 ? await readBlocked(sql, group, source) : new Set()
    const fetched = events.map((each) => ({ ...each, blocked: blocked.has(each.event.aggregate) }))
    return { source, partition, position, events: fetched, offset }
  }

  return {
    name: 'kafka',
    restMs,
    async setUp() {
      await createTopics({ ...kafka, sources })
      await ensureTopicOffsets(sql, group, sources)
    },
    async fetch(partitions, patient) {
      const standings = await readStandings(sql, { group, sources, partitions })
      const found = await reader.fetch(standings, patient ? waitMs : 0)
      const batches = await Promise.all(found.map((each) => toBatch(each, standingOf(standings, each))))
      return batches.filter((batch) => batch !== undefined)
    },
    elsewhere: {
      goal: (source) => reader.ends(source),
      behind: (source, goal) => countBehind(sql, group, source, goal),
    },
    close: () => reader.close(),
  }
}

const standingOf = (standings: Standing[], { source, partition }: Found): Standing =>
  standings.find((one) => one.source === source && one.partition === partition)!
