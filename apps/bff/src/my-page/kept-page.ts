import type { Context } from 'hono'
import { CallError } from '@nowait/chassis/call-error'
import type { Upstream } from '@nowait/chassis/call'
import { urlOf } from '@nowait/contract/client'
import { pageSourceHeader, wroteHeader } from '@nowait/contract/headers'
import { encodeWritten } from '@nowait/contract/mypage'
import { mypageRoutes } from '@nowait/contract/mypage.routes'
import type { ProblemCode } from '@nowait/contract/problem'
import { Raw } from '@nowait/contract/raw'
import { negotiate } from '@nowait/contract/stream-parts'
import type { Visitor } from '../http/visitor.ts'
import type { KnownPages, Page } from './known-pages.ts'
import type { Told } from './told.ts'
import { dropWrote, wroteFrom } from './wrote-cookie.ts'

export interface KeptPageOptions {
  mypage: Upstream
  pages: KnownPages
  told: Told
  visitor: (c: Context) => Visitor
}

export type KeptPage = { page: Raw } | { why: ProblemCode }

const path = urlOf(mypageRoutes.getPage)

/**
 * My Page as the projection keeps it, or why it cannot be had. Asks nobody while it is known to be unchanged, also when the
 * caller has it already. A page that lacks what its member has written or was told is never given.
 */
export async function keptPage(
  { mypage, pages, told, visitor }: KeptPageOptions,
  { c, member, signal }: { c: Context; member: string; signal: AbortSignal },
): Promise<KeptPage> {
  const wrote = wroteFrom(c, member)
  const expected = [...wrote, ...told.of(member)]
  const form = negotiate(c.req.header('accept'))
  const has = (etag: string) =>
    c.req
      .header('if-none-match')
      ?.split(/\s*,\s*/)
      .includes(tagOf(etag, form))
  const known = expected.length === 0 ? pages.find(member) : undefined
  if (known) return { page: answerOf(c, known.etag, form, has(known.etag) ? undefined : known.body) }
  try {
    const read = await pages.read(member, () => ask())
    if (!read) return { why: 'PROJECTION_BEHIND' }
    told.forget(member, expected)
    if (wrote.length > 0) dropWrote(c, visitor(c))
    return { page: answerOf(c, read.etag, form, has(read.etag) ? undefined : read.body) }
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    return { why: error.code }
  }

  async function ask(): Promise<Page | undefined> {
    const headers = {
      accept: 'application/x-ndjson',
      ...(expected.length > 0 && { [wroteHeader]: encodeWritten(expected) }),
    }
    const { status, etag, body } = await mypage.ask(path, { member, headers, signal })
    if (status !== 200 || !etag) return undefined
    return { etag: etag.slice(1, -1), body }
  }
}

type Form = ReturnType<typeof negotiate>

/** Weak: compression changes the bytes behind our back. */
const tagOf = (etag: string, form: Form) => `W/"${etag}${form === 'object' ? '-o' : ''}"`

function answerOf(c: Context, etag: string, form: Form, body?: Buffer<ArrayBuffer>): Raw {
  // Kept by the browser alone, and never shown without asking.
  c.header('cache-control', 'private, no-cache')
  // A cache that keeps it all the same has at least to tell members apart.
  c.header('vary', 'Cookie', { append: true })
  const headers = {
    etag: tagOf(etag, form),
    [pageSourceHeader]: 'projection',
  }
  return body ? new Raw(body, { headers }) : new Raw(new Uint8Array(), { status: 304, headers })
}
