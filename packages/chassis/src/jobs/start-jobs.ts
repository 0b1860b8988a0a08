import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { OnPoint } from '../crash-point.ts'
import type { Database } from '../database.ts'
import { createBell } from '../events/bell.ts'
import type { Log } from '../log.ts'
import { jobChannel, type Notice, startAnnouncing } from './announce.ts'
import { claim, type Job } from './claim.ts'
import { onEnqueued } from './enqueued.ts'
import { holdJobs } from './held.ts'
import { createLane } from './lane.ts'
import { purgeJobs } from './purge.ts'
import { completeQueue, type QueueOptions } from './queue.ts'
import { createWork, type JobOutcome } from './work.ts'

export interface Jobs {
  /** Takes no more, gives running handlers `graceMs`, then aborts them; what is not finished is free for others at once. */
  stop(): Promise<void>
}

export interface JobsOptions {
  database: Database
  /** By name. A process that only enqueues has none: it still tells the others. */
  queues: Record<string, QueueOptions>
  log: Log
  onJob?: (job: Job, outcome: JobOutcome) => void
  /** How often it looks although nobody rang, ms. */
  pollMs?: number
  /** For handlers that run when it stops, ms. */
  graceMs?: number
  /** Finished jobs, and what was unique about them, are remembered so long, ms. */
  keepMs?: number
  onPoint?: OnPoint
}

const gatherMs = 5
const purgeEveryMs = 60_000
/** How far to look past jobs that wait for others, once there are many. */
const farther = 500
const day = 86_400_000

/**
 * Works on the jobs of some queues: each at least once, again after a failure or when its process has gone, and with its
 * effect exactly once. Jobs of one key run one after the other; one that keeps failing is dead and waits for an operator,
 * while other keys go on. Any number of processes may do so at once; outlives a restart of the database.
 */
export function startJobs(options: JobsOptions): Jobs {
  const { database, log, onJob = () => {}, onPoint } = options
  const { pollMs = 1_000, graceMs = 5_000, keepMs = 2 * day } = options
  const queues = Object.entries(options.queues).map(([name, each]) => ({ name, ...completeQueue(each) }))
  const bell = createBell()
  const me = randomUUID()
  const stopping = new AbortController()
  const announcing = startAnnouncing(database, me)
  const forget = onEnqueued(ringFor)
  const held = holdJobs(database.sql, Math.min(...queues.map(({ leaseMs }) => leaseMs), 60_000), report)
  const work = createWork({ database, log, onPoint })
  const lanes = new Map(queues.map((queue) => [queue.name, createLane({ queue, held, work, onRoom, onEnd })]))
  let listening: { stop(): Promise<void> } | undefined
  let failing = false
  /** The last round may have left something due. */
  let behind = false
  let look = 0
  let purgeAt = performance.now()
  let purging = Promise.resolve()

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let waitMs = pollMs
      try {
        listening ??= await listen()
        waitMs = await round()
        purgeNowAndThen()
        if (failing) log.info('jobs work again')
        failing = false
      } catch (error) {
        report(error)
      }
      if (waitMs > 0) await bell.wait(waitMs)
      // A moment for more places to be free: a claim costs the same for one job and for ten.
      if (behind && !stopping.signal.aborted) await pause(gatherMs)
    }
  }

  async function listen() {
    const [{ schema }] = await database.sql<[{ schema: string }]>`select current_schema() as schema`
    return database.listen(jobChannel(schema), onNotify, bell.ring)
  }

  /** Claims what there is room for; says for how many ms there is nothing more to do. */
  async function round(): Promise<number> {
    const resting = queues.map(({ restMs }) => restMs())
    const wakeMs = Math.min(pollMs, ...resting.filter((ms) => ms > 0))
    const wanted = queues
      .filter((_, nth) => resting[nth]! <= 0)
      .map(({ name, leaseMs }) => ({ queue: name, slots: lanes.get(name)!.room(), leaseMs }))
      .filter(({ slots }) => slots > 0)
      .map((each) => ({ ...each, look: each.slots + look }))
    behind = wanted.length < queues.length
    if (wanted.length === 0) return wakeMs
    if (onPoint) await onPoint('before-claim')
    const provenAt = performance.now()
    const { jobs, more, blocked, soonMs } = await claim(database.sql, wanted)
    if (onPoint && jobs.length > 0) await onPoint('after-claim')
    for (const [name, list] of Map.groupBy(jobs, ({ queue }) => queue)) lanes.get(name)!.take(list, provenAt)
    behind ||= more
    look = blocked > jobs.length ? farther : 0
    // Not before the next millisecond: a timer of 0 would look again just too early.
    return more ? 0 : Math.min(wakeMs, Math.max(1, Math.ceil(soonMs ?? pollMs)))
  }

  function purgeNowAndThen(): void {
    if (performance.now() < purgeAt) return
    purgeAt = performance.now() + purgeEveryMs
    purging = purging.then(() => purgeJobs(database.sql, keepMs, stopping.signal)).then(() => {}, report)
  }

  function onRoom(): void {
    if (behind) bell.ring()
  }

  function onEnd(job: Job, outcome: JobOutcome): void {
    onJob(job, outcome)
    // The next of its key may follow; or it has to be known when to try again.
    if (job.key !== null || outcome !== 'done') bell.ring()
  }

  function onNotify(payload: string): void {
    const { from, queues } = JSON.parse(payload) as Notice
    if (from !== me) queues.forEach(ringFor)
  }

  function ringFor(queue: string): void {
    if (lanes.has(queue)) bell.ring()
  }

  function report(error: unknown): void {
    if (stopping.signal.aborted) return
    if (!failing) log.warn({ err: error }, 'jobs interrupted, trying again')
    failing = true
  }

  const running = queues.length > 0 ? run() : Promise.resolve()
  return {
    async stop() {
      stopping.abort()
      forget()
      bell.ring()
      await running
      await Promise.all([...lanes.values()].map((lane) => lane.stop(graceMs)))
      for (const name of lanes.keys()) announcing.announce(name)
      held.stop()
      await Promise.all([announcing.stop(), listening?.stop(), purging])
    },
  }
}
