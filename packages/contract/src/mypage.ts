import { z } from 'zod'
import { bffApi, PageAddress } from './bff.ts'
import { defineApi, endpoint, events, stream } from './endpoint.ts'
import { wroteHeader } from './headers.ts'
import { mypageRoutes } from './mypage.routes.ts'
import { OrderList } from './order.ts'
import { PointsAccount } from './point.ts'
import { Id, PageQuery } from './values.ts'

/** A thing on the page and the version it has had since somebody wrote it: who knows that, is shown no older one. */
export const Written = z.object({
  kind: z.enum(['order', 'parcel', 'entry', 'reading']),
  /** Of the aggregate. */
  id: z.string().regex(/^[\w:-]{1,120}$/),
  version: z.int().min(1),
})
export type Written = z.infer<typeof Written>

const mostWritten = 20

/** `order:<id>:<version>`, comma separated, as a header carries them. */
export const encodeWritten = (written: Written[]): string =>
  written
    .slice(-mostWritten)
    .map(({ kind, id, version }) => `${kind}:${id}:${version}`)
    .join(',')

/** The inverse; what is none of ours is left out. */
export function decodeWritten(text: string): Written[] {
  return text
    .split(',', mostWritten)
    .map((one) => {
      const [, kind, id, version] = /^(\w+):(.+):(\d{1,9})$/.exec(one) ?? []
      return Written.safeParse({ kind, id, version: Number(version) })
    })
    .flatMap(({ data }) => data ?? [])
}

/** What a process that keeps pages is told. After `reset`, and after a silence, it knows nothing any more. */
export const PageChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), member: Id }),
  z.object({ type: z.literal('reset') }),
  /** Sent every second. `behind`: too far behind the log to be asked. */
  z.object({ type: z.literal('beat'), behind: z.boolean() }),
])
export type PageChange = z.infer<typeof PageChange>

/** My Page as a projection of events: nobody else is asked. */
export const mypageApi = defineApi(mypageRoutes)({
  getPage: stream({
    summary:
      'My Page, kept ready: one line a part, with an ETag. Waits briefly for what the caller has written; PROJECTION_BEHIND when it does not come',
    access: 'member',
    headers: z.object({ [wroteHeader]: z.string().max(4_000).optional() }),
    parts: bffApi.endpoints.myPage.parts,
    errors: ['PROJECTION_BEHIND'],
  }),
  getPageAddress: endpoint({
    summary: 'Where my page is as a static file, signed and for a while; NOT_FOUND unless that is set up',
    access: 'member',
    response: PageAddress,
    errors: ['NOT_FOUND'],
  }),
  listOrders: endpoint({
    summary: 'The orders below those on the page, newest first',
    access: 'member',
    query: PageQuery,
    response: OrderList,
  }),
  listEntries: endpoint({
    summary: 'The ledger below the entries on the page, newest first',
    access: 'member',
    query: PageQuery,
    response: PointsAccount,
  }),
  changes: events({
    summary: 'Whose page has changed, as server-sent events',
    access: 'service',
    event: PageChange,
  }),
})
