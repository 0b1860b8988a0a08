import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { decodeWritten, encodeWritten, type Written } from '@nowait/contract/mypage'
import { bffRoutes } from '@nowait/contract/bff.routes'
import { urlOf } from '@nowait/contract/client'
import type { Visitor } from '../http/visitor.ts'

const prefix = 'nowait-wrote-'
const path = urlOf(bffRoutes.myPage)
const keptSeconds = 120

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 10)

/**
 * What a member has written travels in a cookie with the next look at My Page, from whatever tab, also in a preload. One
 * cookie for each thing, so that two writes at once do not overwrite each other.
 */
export function giveWrote(c: Context, seen: Visitor, member: string, written: Written): void {
  const name = prefix + digest(written.kind + written.id)
  setCookie(c, seen, `${name}=${digest(member)}.${encodeWritten([written])}`, keptSeconds)
}

/** What this member has written lately in this browser; somebody else's is left out. */
export function wroteFrom(c: Context, member: string): Written[] {
  const own = `${digest(member)}.`
  return ours(c)
    .filter(([, value]) => value.startsWith(own))
    .flatMap(([, value]) => decodeWritten(value.slice(own.length)))
}

/** It has been shown: the next look need not wait for it. */
export function dropWrote(c: Context, seen: Visitor): void {
  for (const [name] of ours(c)) setCookie(c, seen, `${name}=`, 0)
}

const ours = (c: Context) => Object.entries(getCookie(c)).filter(([name]) => name.startsWith(prefix))

function setCookie(c: Context, { plainLoopback }: Visitor, pair: string, seconds: number): void {
  const secure = plainLoopback ? '' : '; Secure'
  c.header('set-cookie', `${pair}; Path=${path}; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`, {
    append: true,
  })
}
