import { Problem } from '@nowait/contract/problem'

/** Where a page of orders ended, opaque to callers so that it may change its meaning. */
export const encodeCursor = (seq: number): string => Buffer.from(String(seq)).toString('base64url')

/** Throws INVALID_REQUEST for anything that no page has handed out. */
export function decodeCursor(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (!/^\d{1,15}$/.test(text))
    throw new Problem('INVALID_REQUEST', { detail: 'This cursor is not one of ours' })
  return Number(text)
}
