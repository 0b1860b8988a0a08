import type { EventOf, EventType } from '@nowait/contract/events'
import { bodyAfter, kindOf, readingOf, tellOf } from './facts.ts'

/** What a page is made of: see facts.ts for each kind. */
export const kinds = ['order', 'parcel', 'entry', 'notice', 'reading'] as const
export type Kind = (typeof kinds)[number]

/** One thing of a member, as far as events have told of it. */
export interface Fact {
  kind: Kind
  id: string
  memberId: string
  /** Of the aggregate, after its last event that was applied; 0 while the first one is missing. */
  version: number
  state: string
  /** Newest is highest. */
  sort: string
  amount: number
  /** The first day in Seoul on which it no longer counts. */
  until: string | null
  body: object
  /** Later events of the aggregate that came before an earlier one, by version. */
  waiting: EventOf[]
}

/** The things of one member: all of them, or those an event is about. */
export type Page = ReadonlyMap<string, Fact>

export const keyOf = ({ kind, id }: Pick<Fact, 'kind' | 'id'>): string => `${kind} ${id}`

/** A log that loses more than this many events of one thing is not mended by waiting. */
const mostWaiting = 50

/** The things that have to be at hand before an event is applied, those that wait for it included. */
export function touchedBy(event: EventOf): string[] {
  const kind = kindOf(event)
  if (!kind) return []
  return [keyOf({ kind, id: event.aggregate }), ...noticesOf(event)]
}

/**
 * The page after an event. What was applied before, and what is not on the page, changes nothing; what comes too early
 * waits for what is missing. So neither the order of the deliveries nor their number makes a difference.
 * @throws Error when more waits than a hole explains.
 */
export function apply(page: Page, event: EventOf): Page {
  const kind = kindOf(event)
  if (!kind) return page
  const { memberId } = event.data as { memberId: string }
  const known = page.get(keyOf({ kind, id: event.aggregate })) ?? unknownFact(kind, event.aggregate, memberId)
  if (event.version <= known.version) return page
  if (event.version > known.version + 1) return hold(page, known, event)
  const after = step(page, known, event)
  const next = after.get(keyOf(known))!.waiting[0]
  return next ? apply(after, next) : after
}

/** Of a thing that lacks events: the versions between the last applied one and the first that waits. */
export function holeOf({ version, waiting }: Fact): { from: number; to: number } | undefined {
  const first = waiting[0]
  return first && { from: version + 1, to: first.version - 1 }
}

const unknownFact = (kind: Kind, id: string, memberId: string): Fact => ({
  kind,
  id,
  memberId,
  version: 0,
  state: 'unknown',
  sort: '',
  amount: 0,
  until: null,
  body: {},
  waiting: [],
})

function hold(page: Page, known: Fact, event: EventOf): Page {
  if (known.waiting.some(({ version }) => version === event.version)) return page
  if (known.waiting.length >= mostWaiting)
    throw new Error(
      `${keyOf(known)}: version ${known.version + 1} is missing, and ${mostWaiting} later ones wait`,
    )
  const waiting = [...known.waiting, event].toSorted((a, b) => a.version - b.version)
  return withFact(page, { ...known, waiting })
}

function step(page: Page, known: Fact, event: EventOf): Page {
  const waiting = known.waiting.filter(({ version }) => version > event.version)
  const after: Fact = { ...known, ...bodyAfter(known, event), version: event.version, waiting }
  const told = tellOf(event)
  const read = readingOf(event)
  let next = withFact(page, after)
  if (told)
    next = withNotice(next, told.id, after.memberId, (notice) => ({ ...notice, ...told.fact(notice) }))
  for (const id of read?.ids ?? []) next = withNotice(next, id, after.memberId, read!.mark)
  return next
}

const withFact = (page: Page, fact: Fact): Page => new Map(page).set(keyOf(fact), fact)

function withNotice(page: Page, id: string, memberId: string, change: (notice: Fact) => Fact): Page {
  const key = keyOf({ kind: 'notice', id })
  return withFact(page, change(page.get(key) ?? unknownFact('notice', id, memberId)))
}

function noticesOf(event: EventOf): string[] {
  const ids = tellOf(event) ? [event.id] : (readingOf(event)?.ids ?? [])
  return ids.map((id) => keyOf({ kind: 'notice', id }))
}

/** The events that are about something on a page. */
export const typesOnPage = [
  'order.placed',
  'order.confirmed',
  'order.rejected',
  'order.preparing',
  'order.shipped',
  'order.delivered',
  'order.cancel-requested',
  'order.cancel-refused',
  'order.cancelled',
  'shipment.opened',
  'shipment.moved',
  'shipment.stopped',
  'shipment.refused',
  'points.requested',
  'points.accrued',
  'points.revoked',
  'notifications.read',
] as const satisfies EventType[]
