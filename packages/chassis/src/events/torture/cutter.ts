import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from '../../session.ts'

/**
 * Cuts the connections of readers and sequencers at random. A process that lives on without its locks goes on with what
 * it had begun, beside the one that has them now.
 */
export function keepCutting(owner: Sql, random: () => number): { cuts(): number; stop(): Promise<void> } {
  const ending = new AbortController()
  let cuts = 0

  async function cut(): Promise<void> {
    const { count } = await owner`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name in ('reader', 'reader standing', 'order sequencer')
        and random() < 0.1`
    cuts += count
  }

  async function run(): Promise<void> {
    while (await pause(random() * 300, true, { signal: ending.signal }).catch(() => false)) await cut()
  }

  const running = run()
  return {
    cuts: () => cuts,
    async stop() {
      ending.abort()
      await running
    },
  }
}
