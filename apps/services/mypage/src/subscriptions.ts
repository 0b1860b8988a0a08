import type { Events } from '@nowait/chassis/events/start-events'
import type { Handlers, Subscription } from '@nowait/chassis/events/subscribe'
import type { EventOf } from '@nowait/contract/events'
import { typesOnPage } from './page.ts'
import { project } from './project.ts'

export const group = 'mypage'
/** Whose events pages are made of. */
export const sources = ['order', 'shipping', 'bff']

/** Follows everything that is on a page. */
export function followAll(events: Events): Subscription {
  const handlers = Object.fromEntries(
    typesOnPage.map((type) => [type, (event: EventOf) => project([event])]),
  ) as Handlers
  return events.subscribe({ group, sources, handlers, together: project })
}
