import { partitionOf } from '../events/partition-of.ts'
import type { Work } from './runner.ts'

/** A broker takes a megabyte at most, with others of its partition: one message may have half of it. */
const mostBytes = 512 * 1024

/** A work on its way over a broker; it has the id of the job it becomes. */
export interface Message {
  id: number
  integration: string
  /** JSON of `Content`. */
  text: string
}

export interface Content {
  payload: unknown
  idempotencyKey: string
  key: string | null
  unique: string | null
  /** `unique` was taken in the transaction of the caller. */
  reserved: boolean
  traceId: string | null
}

/** @throws Error when the other end could not store it, or a broker would not take it: the caller hears it, and nothing is stuck later. */
export function encode(
  { name, payload, idempotencyKey, key, unique }: Work,
  { reserved, traceId }: { reserved: boolean; traceId: string | null },
): string {
  const content: Content = {
    payload,
    idempotencyKey,
    key: key ?? null,
    unique: unique ?? null,
    reserved,
    traceId,
  }
  const text = JSON.stringify(content)
  // Escaped backslashes aside, which begin nothing: NUL, and half a surrogate pair.
  if (text.includes('\\u') && /\\u(0000|d[89a-f])/.test(text.replaceAll('\\\\', '')))
    throw new Error(`${name}: the payload has characters that a database cannot store`)
  const bytes = Buffer.byteLength(text)
  if (bytes > mostBytes) throw new Error(`${name}: ${bytes} bytes are too many for a broker`)
  return text
}

/** As the broker gets it: works of one key share a partition, which keeps their order. */
export function toRecord({ id, text }: Message): { key: string; partition: number; value: string } {
  const content = JSON.parse(text) as Content
  const key = content.key ?? String(id)
  return { key, partition: partitionOf(key), value: JSON.stringify({ id, ...content }) }
}

/** What a record says. */
export const decode = (value: string) => JSON.parse(value) as Content & { id: number }

/** As many as a broker takes at once, from the oldest. */
export function firstBatch<T extends { text: string }>(messages: T[]): T[] {
  let bytes = 0
  const end = messages.findIndex(({ text }) => (bytes += Buffer.byteLength(text)) > mostBytes)
  return end === -1 ? messages : messages.slice(0, Math.max(1, end))
}
