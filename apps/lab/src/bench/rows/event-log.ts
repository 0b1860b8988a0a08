import { arriving } from '../logs/arriving.ts'
import { openLogs } from '../logs/systems.ts'
import { waiting } from '../logs/waiting.ts'
import { writing } from '../logs/writing.ts'
import type { Bench } from '../row.ts'

/** What it costs an order to write an event, and whether the event arrives: once, in order, and soon. */
export const eventLog: Bench = async (context) => {
  const systems = openLogs(context.place)
  return [
    ...(await writing(context, systems)),
    ...(await arriving(context, systems)),
    ...(await waiting(context, systems)),
  ]
}
