import type { Sql, Tx } from '@nowait/chassis/database'
import type { EventOf } from '@nowait/contract/events'
import { apply, type Fact, keyOf, type Page, touchedBy } from '../page.ts'
import { findFacts, saveFacts } from '../store.ts'

/** Applies events, in their order, to the facts of a copy; gives the members whose pages that changes. */
export async function applyChunk(tx: Sql | Tx, generation: number, events: EventOf[]): Promise<string[]> {
  const about = events.filter((event) => touchedBy(event).length > 0)
  if (about.length === 0) return []
  const facts = await findFacts(tx, generation, [...new Set(about.flatMap(touchedBy))])
  const waiting = [...facts.values()].flatMap((fact) => fact.waiting.flatMap(touchedBy))
  // An event that fills a hole lets others follow, with what those are about.
  if (waiting.length > 0)
    for (const [key, fact] of await findFacts(tx, generation, waiting)) facts.set(key, fact)
  const changed = [...byMember(facts, about)].flatMap(([, own]) => applyAll(own))
  if (changed.length > 0) await saveFacts(tx, generation, changed)
  return [...new Set(changed.map(({ memberId }) => memberId))]
}

interface OfMember {
  before: Map<string, Fact>
  events: EventOf[]
}

// A page of one member at a time: they are small, and nothing of one is on another.
function byMember(facts: Map<string, Fact>, events: EventOf[]): Map<string, OfMember> {
  const members = new Map<string, OfMember>()
  const ofMember = (id: string) => {
    const own: OfMember = members.get(id) ?? { before: new Map(), events: [] }
    members.set(id, own)
    return own
  }
  const owners = new Map<string, string>()
  for (const [key, fact] of facts) {
    owners.set(key, fact.memberId)
    ofMember(fact.memberId).before.set(key, fact)
  }
  for (const event of events) {
    const [key = ''] = touchedBy(event)
    // A type that is not known yet may not say whose it is; what came before it does.
    const memberId = (event.data as { memberId?: string }).memberId ?? owners.get(key)
    if (!memberId) continue
    owners.set(key, memberId)
    ofMember(memberId).events.push({ ...event, data: { ...event.data, memberId } } as EventOf)
  }
  return members
}

/** The facts that are not as they were. */
function applyAll({ before, events }: OfMember): Fact[] {
  const after = events.reduce<Page>(apply, before)
  return [...after.values()].filter((fact) => before.get(keyOf(fact)) !== fact)
}
