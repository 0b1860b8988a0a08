import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../database.ts'
import { onEnqueued } from './enqueued.ts'

/** Tells the runners of a schema that queues have something to do. */
export const jobChannel = (schema: string) => `job:${schema}`

const gatherMs = 5

export interface Notice {
  /** The runner that sent it and needs not be told. */
  from: string
  queues: string[]
}

/**
 * Tells the other processes what this one has enqueued: after the commit, because a NOTIFY inside would take a lock that
 * all writers share, and in one notification for all commits of a few milliseconds. A lost one costs a poll.
 */
export function startAnnouncing({ sql }: Database, from: string) {
  const waiting = new Set<string>()
  let sending: Promise<void> | undefined

  async function send(): Promise<void> {
    await pause(gatherMs)
    const notice: Notice = { from, queues: [...waiting] }
    waiting.clear()
    sending = undefined
    await sql`select pg_notify('job:' || current_schema(), ${JSON.stringify(notice)})`.catch(() => {})
  }

  function announce(queue: string): void {
    waiting.add(queue)
    sending ??= send()
  }

  const forget = onEnqueued(announce)
  return {
    announce,
    async stop() {
      forget()
      await sending
    },
  }
}
