import { publish } from '@nowait/chassis/events/publish'
import { startSequencer } from '@nowait/chassis/events/sequencer'
import { createLog } from '@nowait/chassis/log'
import { data, type } from './event-data.ts'
import type { LogSystem, ReadEvent } from './log-system.ts'

const log = createLog({ name: 'bench', level: 'silent' })

/** The log of this repository, with its sequencer in the process of the writers, as a service has it. */
export const openOurs = ({ url }: { url: string }): LogSystem => ({
  append: (tx, event) => publish(tx, { ...event, type, data }),
  read: (sql, [seq] = ['0']) => sql<ReadEvent[]>`
    select array[seq::text] as place, aggregate, version from event_log
    where seq > ${seq!}::bigint order by seq limit 1000`,
  clear: (sql) => sql`truncate outbox, event_log`,
  run: () => startSequencer({ url, schema: 'shop', log }),
})
