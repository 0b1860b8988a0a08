import { setTimeout as pause } from 'node:timers/promises'
import type { OnPoint } from '../crash-point.ts'
import type { Database } from '../database.ts'
import { createBell } from '../events/bell.ts'
import { createMembership } from '../events/membership.ts'
import { Superseded } from '../events/offsets.ts'
import { createTopics, topicOf } from '../kafka/topics.ts'
import type { Log } from '../log.ts'
import type { Route } from './producer.ts'
import { NoSuchPlace, openTopic, type Stored, type TopicReader } from './read-topic.ts'
import { readStandings, receive, rewind, type Standing } from './receive.ts'
import { trimTopic } from './trim-topic.ts'

const waitMs = 500
const pauseMs = 500
const batchSize = 500
const stopMs = 1_000
const trimEveryMs = 60_000

export interface ReceiverOptions {
  database: Database
  route: Route
  log: Log
  onPoint?: OnPoint
}

/**
 * Makes jobs of the messages of the messaging modes: nothing else, so that no slow or failing call holds up a partition.
 * The processes of a schema share the partitions among them.
 */
export function startReceiving(options: ReceiverOptions): { stop(): Promise<void> } {
  const all = options.route.integrations.map((integration) => receiveFrom(integration, options))
  return {
    async stop() {
      await Promise.all(all.map((each) => each.stop()))
    },
  }
}

function receiveFrom(integration: string, { database, route, log, onPoint }: ReceiverOptions) {
  const { sql } = database
  const membership = createMembership(database.standing, `dispatch ${integration}`)
  const bell = createBell()
  const stopping = new AbortController()
  let reader: TopicReader | undefined
  let topic = ''
  let misplaced = false
  let trimAt = 0
  let failing = false

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const received = await round().catch(report)
      if (received === undefined) await bell.wait(pauseMs)
    }
  }

  /** The broker holds the answer back while there is nothing: no pause is needed but after a failure. */
  async function round(): Promise<true | undefined> {
    reader ??= await open()
    const { owned, lost } = await membership.refresh(() => false)
    if (owned.length === 0) return undefined
    if (misplaced) await rewind(sql, topic, await reader.ranges())
    misplaced = false
    const standings = await readStandings(sql, topic, owned)
    await trimNowAndThen(standings)
    await take(standings, await reader.read(standings, waitMs), lost)
    if (failing) log.info({ integration }, 'messages are received again')
    failing = false
    return true
  }

  async function trimNowAndThen(standings: Standing[]): Promise<void> {
    if (performance.now() < trimAt) return
    trimAt = performance.now() + trimEveryMs
    const { brokers } = route
    await trimTopic({ brokers, topic }, standings)
  }

  async function open(): Promise<TopicReader> {
    const { brokers } = route
    const topicPrefix = await route.prefix()
    await createTopics({ brokers, topicPrefix, sources: [integration] })
    topic = topicOf(integration, topicPrefix)
    return openTopic({ brokers, topic })
  }

  async function take(standings: Standing[], messages: Stored[], lost: AbortSignal): Promise<void> {
    const beforeCommit = onPoint && (() => onPoint('before-receive'))
    for (let at = standings, from = 0; from < messages.length && !lost.aborted; from += batchSize) {
      const some = messages.slice(from, from + batchSize)
      await receive(database, { topic, queue: integration, standings: at, messages: some }, beforeCommit)
      if (onPoint) await onPoint('after-receive')
      at = behind(at, some)
    }
  }

  function report(error: unknown): undefined {
    if (error instanceof Superseded || stopping.signal.aborted) return
    if (!failing) log.warn({ err: error, integration }, 'messages cannot be received, trying again')
    failing = true
    misplaced ||= error instanceof NoSuchPlace
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      bell.ring()
      // A broker that does not answer would keep it for long.
      await Promise.race([running, pause(stopMs, undefined, { ref: false })])
      await reader?.close()
      await running
      await membership.leave().catch(() => {}) // the locks go with the session at the latest
    },
  }
}

function behind(standings: Standing[], messages: Stored[]): Standing[] {
  const next = new Map(messages.map(({ partition, offset }) => [partition, offset + 1]))
  return standings.map(({ partition, offset }) => ({ partition, offset: next.get(partition) ?? offset }))
}
