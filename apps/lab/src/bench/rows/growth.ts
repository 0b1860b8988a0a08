import { asConsumersGrow } from '../growth/consumers.ts'
import { asFrontDoorsGrow } from '../growth/front-doors.ts'
import { asOrdersGrow } from '../growth/orders.ts'
import { asProcessesGrow } from '../growth/processes.ts'
import type { Bench } from '../row.ts'
import { openSystem } from '../systems/open-systems.ts'

/** What becomes of throughput and latency as orders, members, consumers and processes grow: curves, and how their ends compare. */
export const growth: Bench = async (context) => {
  const system = await openSystem('ours', context.place)
  try {
    return [
      ...(await asOrdersGrow(context, system)),
      ...(await asConsumersGrow(context)),
      ...(await asProcessesGrow(context, system)),
      ...(await asFrontDoorsGrow(context)),
    ]
  } finally {
    await system.close()
  }
}
