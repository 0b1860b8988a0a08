import { z } from 'zod'
import { Problem } from '@nowait/contract/problem'
import { Id, Instant } from '@nowait/contract/values'

/** The last entry of a page: the next page goes on below it, whatever came on top meanwhile. */
export interface Position {
  at: string
  id: string
}

const Position = z.tuple([Instant, Id])

export const encodeCursor = ({ at, id }: Position): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url')

/** Throws INVALID_REQUEST for a cursor that we have not given. */
export function decodeCursor(cursor: string): Position {
  try {
    const [at, id] = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { at, id }
  } catch {
    throw new Problem('INVALID_REQUEST', { detail: 'query.cursor: not one of ours; begin without it' })
  }
}
