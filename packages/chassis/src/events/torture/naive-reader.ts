import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from '../../session.ts'
import type { Applied } from './check.ts'

/** Reads on from the highest position it has seen, as one would without knowing better. */
export function startNaiveReader(sql: Sql): { stop(): Promise<Applied[]> } {
  const read: Applied[] = []
  let position = 0
  let stopping = false

  async function readOn(): Promise<number> {
    const rows = await sql<(Applied & { pos: number })[]>`
      select pos::int as pos, aggregate, version from "order".naive_log where pos > ${position} order by pos`
    read.push(...rows)
    position = rows.at(-1)?.pos ?? position
    return rows.length
  }

  async function run(): Promise<Applied[]> {
    const state = { stopping: () => stopping }
    while (!state.stopping()) {
      await readOn()
      await pause(5)
    }
    await readOn()
    return read
  }

  const running = run()
  return {
    stop() {
      stopping = true
      return running
    },
  }
}
