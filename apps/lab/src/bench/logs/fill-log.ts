import type { Place } from '../place.ts'
import { data, type } from './event-data.ts'

/** Puts so many events of about 1 kB into an empty log, over all partitions. */
export async function fillLog({ database: { sql } }: Place, count: number): Promise<void> {
  await sql`truncate outbox, event_log`
  await sql`
    insert into event_log (seq, id, topic, partition, aggregate, version, type, at, data)
    select n, gen_random_uuid(), current_schema(), n % 16, 'thing ' || n, 1, ${type}, now(), ${JSON.stringify(data)}::text::jsonb
    from generate_series(1, ${count}::int) as n`
  await sql`analyze event_log`
}
