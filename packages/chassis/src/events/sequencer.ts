import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { openSession, type Session } from '../session.ts'
import { createBell } from './bell.ts'
import { outboxChannel } from './channels.ts'
import { createWatchdog, endLeader, setUpLeader, tryToLead } from './leadership.ts'
import { batchSize, moveBatch } from './move-batch.ts'
import { onPublished } from './published.ts'

const candidateMs = 200
const hungMs = 1_000
const safetyMs = 1_000
const gatherMs = 15
const reconnectMs = 250

export interface Sequencer {
  /** Moves what is committed by now, if it leads, and gives up the lead. */
  stop(): Promise<void>
}

/**
 * Turns what a schema publishes into its log. Every process of the schema runs one; the one that holds the lock leads,
 * the others watch it and take over. Needs one direct connection; outlives a restart of the database.
 */
export function startSequencer({ url, schema, log }: { url: string; schema: string; log: Log }): Sequencer {
  const bell = createBell()
  const forget = onPublished(bell.ring)
  const stopping = new AbortController()
  let failing = false

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const session = openSession(url, { name: `${schema} sequencer`, onNotify: bell.ring })
      try {
        if (await becomeLeader(session)) await lead(session)
      } catch (error) {
        if (!failing) log.warn({ err: error, schema }, 'sequencer interrupted, trying again')
        failing = true
      } finally {
        await session.close()
      }
      if (!stopping.signal.aborted) await bell.wait(reconnectMs)
    }
  }

  async function becomeLeader({ sql }: Session): Promise<boolean> {
    const isHung = createWatchdog(hungMs)
    while (!stopping.signal.aborted) {
      const { leads, oldest } = await tryToLead(sql, schema)
      if (leads) return true
      failing = false
      if (isHung(oldest, performance.now()) && (await endLeader(sql, schema)))
        log.warn({ schema, oldest }, 'ended a sequencer that hung')
      if (await bell.wait(candidateMs)) {
        await sql.notify(outboxChannel(schema), '')
        await pause(gatherMs)
      }
    }
    return false
  }

  async function lead({ sql }: Session): Promise<void> {
    await setUpLeader(sql)
    await sql`listen ${sql(outboxChannel(schema))}`
    log.info({ schema }, 'sequencer leads')
    failing = false
    for (;;) {
      const moved = await moveBatch(sql, schema)
      if (stopping.signal.aborted) return
      if (moved === 0) await bell.wait(safetyMs)
      // A moment for the next commits to gather: a batch costs the same for one row and for ten.
      else if (moved < batchSize) await pause(gatherMs)
    }
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      forget()
      bell.ring()
      await running
    },
  }
}
