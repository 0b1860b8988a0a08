import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import { createBell } from './bell.ts'
import { isPaused, registerGroup } from './groups.ts'
import type { Lanes } from './lanes.ts'
import { createMembership } from './membership.ts'
import { ensureOffsets, Superseded } from './offsets.ts'
import type { Retries } from './retries.ts'
import type { Transport } from './transport.ts'

const failedMs = 1_000
const lookForPauseMs = 500
/** Rounds are no closer than this: a look costs the same for one event as for ten. */
const roundMs = 10

export interface Following {
  stop(): Promise<void>
}

/** What goes on beside the lanes of a group. */
export interface Around {
  /** Wakes the loop: something is free, or new. */
  ring(): void
  report(error: unknown): void
}

/**
 * The loop of a consumer group: shares the partitions with its other processes, feeds those that are idle, holds back
 * while an operator wants it, and goes on trying when something fails.
 */
export function follow({
  database,
  group,
  sources,
  transport,
  lanes: openLanes,
  besides,
  log,
}: {
  database: Database
  group: string
  sources: string[]
  transport: Transport
  /** `held` says that no other event is to be begun. */
  lanes: (around: { held: () => boolean; onProgress(): void; onError(error: unknown): void }) => Lanes
  besides?: (around: Around) => Retries
  log: Log
}): Following {
  const { sql } = database
  const bell = createBell()
  const stopping = new AbortController()
  const membership = createMembership(database.standing, group)
  const around: Around = { ring: bell.ring, report }
  const lanes = openLanes({
    held: () => paused || stopping.signal.aborted,
    onProgress: bell.ring,
    onError: report,
  })
  const retries = besides?.(around)
  let isSetUp = false
  let paused = false
  let lookAt = 0
  let session: AbortSignal | undefined
  let signal = stopping.signal
  let failing = false

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const began = performance.now()
      const worked = await round().catch(report)
      if (stopping.signal.aborted) return
      await bell.wait(worked ? transport.restMs : failedMs)
      const early = began + roundMs - performance.now()
      if (early > 1) await pause(early)
    }
  }

  async function round(): Promise<true> {
    if (!isSetUp) await setUp()
    await lookForPause()
    const { owned, lost } = await membership.refresh(lanes.isBusy)
    if (lost !== session) signal = AbortSignal.any([stopping.signal, lost])
    session = lost
    if (!paused) {
      await retries?.start(owned, signal)
      await lanes.start(owned, signal)
    }
    if (failing) log.info({ group }, 'subscription works again')
    failing = false
    return true
  }

  async function setUp(): Promise<void> {
    await registerGroup(sql, group, transport.name)
    await ensureOffsets(sql, group, sources)
    await transport.setUp(bell.ring)
    isSetUp = true
  }

  async function lookForPause(): Promise<void> {
    if (performance.now() < lookAt) return
    const wanted = await isPaused(sql, group)
    if (wanted !== paused) log.info({ group }, wanted ? 'held back by an operator' : 'goes on')
    paused = wanted
    lookAt = performance.now() + lookForPauseMs
  }

  function report(error: unknown): void {
    if (error instanceof Superseded || stopping.signal.aborted) return
    if (!failing) log.warn({ err: error, group }, 'subscription interrupted, trying again')
    failing = true
  }

  const running = run()
  return {
    async stop() {
      stopping.abort(new Error('The subscription stops'))
      bell.ring()
      await running
      await Promise.all([lanes.settled(), retries?.settled()])
      await transport.close()
      await membership.leave().catch(() => {}) // the locks go with the session at the latest
    },
  }
}
