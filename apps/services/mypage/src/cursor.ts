import { Problem } from '@nowait/contract/problem'

/** Where a page of facts ended; see encodeCursor in document.ts. Throws INVALID_REQUEST for anything else. */
export function decodeCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const text = Buffer.from(cursor.slice(3), 'base64url').toString()
  if (!cursor.startsWith('my-') || !/^[\d :.TZa-f-]{1,120}$/.test(text))
    throw new Problem('INVALID_REQUEST', { detail: 'This cursor is not one of ours' })
  return text
}
