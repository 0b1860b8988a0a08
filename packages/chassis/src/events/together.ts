import type { EventOf } from '@nowait/contract/events'
import type { Database } from '../database.ts'
import type { Effect, Outcome } from './deliver.ts'
import type { Work } from './lanes.ts'
import { moveOffsets, Superseded } from './offsets.ts'
import { type Batch, moveOf } from './transport.ts'

/** What many events change, in the order given; of several aggregates, so it locks them in the order of their ids. */
export type Together = (events: EventOf[]) => Effect

/** More would keep a transaction open for too long. */
const mostAtOnce = 500

/**
 * Applies what was fetched of several partitions in one transaction, with all positions. Where that fails, and where an
 * event waits behind a parked one, `oneByOne` finds out which it is.
 */
export function workTogether({
  database,
  group,
  types,
  together,
  oneByOne,
  onEvent,
  held,
}: {
  database: Database
  group: string
  types: string[]
  together: Together
  oneByOne: Work
  onEvent?: (event: EventOf, outcome: Outcome) => void
  held: () => boolean
}): (batches: Batch[], signal: AbortSignal) => Promise<void> {
  const isWanted = ({ type }: EventOf) => types.includes(type)

  async function apply(batches: Batch[]): Promise<void> {
    const events = batches.flatMap((batch) => batch.events.map(({ event }) => event)).filter(isWanted)
    await database.transaction(async (tx) => {
      await moveOffsets(tx, group, batches.map(moveOf))
      if (events.length > 0) await together(events)(tx)
    })
    for (const event of events) onEvent?.(event, 'applied')
  }

  return async (batches, signal) => {
    for (const some of portions(batches)) {
      if (signal.aborted || held()) return
      const isBlocked = some.some(({ events }) =>
        events.some(({ event, blocked }) => blocked && isWanted(event)),
      )
      try {
        if (!isBlocked) {
          await apply(some)
          continue
        }
      } catch (error) {
        if (error instanceof Superseded || signal.aborted) throw error
      }
      for (const batch of some) await oneByOne(batch, signal)
    }
  }
}

function portions(batches: Batch[]): Batch[][] {
  const all: Batch[][] = []
  let events = mostAtOnce
  for (const batch of batches) {
    events += batch.events.length
    if (events > mostAtOnce) {
      all.push([])
      events = batch.events.length
    }
    all.at(-1)!.push(batch)
  }
  return all
}
