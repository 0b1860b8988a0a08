import type { Database } from '../database.ts'
import { createBatches } from '../jobs/batches.ts'

/**
 * Numbers from the counter of the jobs, in the order in which they were asked for: so a sequence grows from one mode to
 * the next, and between processes.
 */
export function createSequences({ sql }: Database) {
  const draws = createBatches<{ sequence?: number }>(async (asked) => {
    const rows = await sql<{ sequence: number }[]>`
      select nextval(pg_get_serial_sequence('job', 'id'))::float8 as sequence
      from generate_series(1, ${asked.length}::int)`
    asked.forEach((each, i) => (each.sequence = rows[i]!.sequence))
  }, 500)
  return {
    async next(): Promise<number> {
      const asked: { sequence?: number } = {}
      await draws.add(asked)
      return asked.sequence!
    },
  }
}
