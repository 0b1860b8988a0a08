import { randomUUID } from 'node:crypto'
import type { OnPoint } from '../crash-point.ts'
import type { Database } from '../database.ts'
import type { Job } from '../jobs/claim.ts'
import type { QueueOptions } from '../jobs/queue.ts'
import type { JobOutcome } from '../jobs/work.ts'
import type { Log } from '../log.ts'
import { chosenModes } from './chosen-modes.ts'
import { type Counts, createTally } from './counts.ts'
import { followModes } from './current-modes.ts'
import { countOutcome, createDatabase, durableQueues } from './database.ts'
import { describe } from './described.ts'
import { createInline } from './inline.ts'
import type { Integrations, Mode } from './integration.ts'
import type { MessageLimits } from './messaging.ts'
import { startMessaging } from './start-messaging.ts'
import { startReporting } from './process-state.ts'
import type { Deferred, Runner, RunnerParts } from './runner.ts'
import { createSequences } from './sequences.ts'
import { createThread, type ThreadLimits } from './thread.ts'

export interface WorkOptions {
  /** Durable modes carry out the works of one key one after the other, in the order of their commits. */
  key?: string
  /** Durable modes accept it once; under the others the receiver knows it by its idempotency key. */
  unique?: string
}

export interface Dispatch<Name extends string> {
  /**
   * Before the transaction whose fact it follows from; what it gives is called inside. Both steps are there so that one
   * and the same code is right in every mode: `inline` does its work in the first, the others in the second.
   *
   *     const points = await dispatch.prepare('login-points', { memberId }, { key: memberId })
   *     await database.transaction(async (tx) => { …; await points(tx) })
   */
  prepare(name: Name, payload: unknown, options?: WorkOptions): Promise<Deferred>
  /** For `startJobs`, whatever the modes: accepted work finishes under the mode that took it. */
  queues: Record<string, QueueOptions>
  onJob(job: Job, outcome: JobOutcome): void
  /** Of this process since its start, by integration. */
  counts(): Record<string, Counts>
  /** After the servers and before the jobs and the database: runs what is in memory for `graceMs`, counts the rest as lost. */
  stop(): Promise<void>
}

export interface DispatchOptions<Name extends string> {
  database: Database
  integrations: Record<Name, Integrations[string]>
  /** Names the process to operators. */
  name: string
  log: Log
  env?: NodeJS.ProcessEnv
  /** `host:port,host:port` of a Kafka, for the two messaging modes; without it they are refused. It may be away. */
  brokers?: string
  /** Before the names of the topics, for installations that share a Kafka: `nowait` unless given. */
  topicPrefix?: string
  /** By default 4 threads, 1000 places and 5 s for the deaf, and 10,000 messages for a broker that is away. */
  limits?: Partial<ThreadLimits & MessageLimits>
  graceMs?: number
  onPoint?: OnPoint
}

/** Carries out what nobody has to wait for, each integration in its mode. Throws when a mode cannot be as it was chosen. */
export function createDispatch<Name extends string>(options: DispatchOptions<Name>): Dispatch<Name> {
  const { database, log, env, limits, graceMs = 5_000 } = options
  const integrations: Integrations = options.integrations
  const broker = Boolean(options.brokers)
  const described = describe(integrations, { broker, modes: chosenModes(integrations, { log, env, broker }) })
  const modes = followModes({ database, described, log })
  const tallies = new Map(Object.keys(integrations).map((name) => [name, createTally(() => modes.of(name))]))
  const tally = (name: string) => tallies.get(name)!
  const parts: RunnerParts = { database, log, tally, sequences: createSequences(database) }
  const kafka = options.brokers ? startMessaging({ ...options, brokers: options.brokers }, parts) : undefined
  const runners: Partial<Record<Mode, Runner>> = {
    inline: createInline(parts),
    thread: createThread(parts, { threads: 4, places: 1_000, deafMs: 5_000, ...limits }),
    database: createDatabase(parts),
    ...kafka?.runners,
  }
  const counts = () => Object.fromEntries([...tallies].map(([name, each]) => [name, each.read()]))
  const reporting = startReporting({ database, name: options.name, counts, described, log })

  return {
    async prepare(name, payload, { key, unique } = {}) {
      await modes.known()
      const idempotencyKey = unique === undefined ? randomUUID() : `${name}:${unique}`
      const work = { name, integration: integrations[name]!, payload, idempotencyKey, key, unique }
      return runners[modes.of(name)]!.prepare(work)
    },
    queues: durableQueues(integrations, parts),
    onJob(job, outcome) {
      if (tallies.has(job.queue)) countOutcome(job, outcome, parts)
    },
    counts,
    async stop() {
      await Promise.all(Object.values(runners).map((runner) => runner.stop(graceMs)))
      await kafka?.stop()
      await Promise.all([reporting.stop(), modes.stop()])
    },
  }
}
