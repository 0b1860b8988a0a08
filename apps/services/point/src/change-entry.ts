import { createHash, randomUUIDv7 } from 'node:crypto'
import type { Database, Tx } from '@nowait/chassis/database'
import { Problem } from '@nowait/contract/problem'
import type { Entry, Making } from './point.ts'
import { claimKey, keepAnswer, type KeyOf, lockReference, readClock, saveEntry } from './store.ts'

/** A request to change the entry of a reference. Its body is what the key stands for. */
interface Request extends KeyOf {
  body: { reference: string }
}

/** Given what is known of a reference: its entry from now on, and what to tell the caller. */
type Decide<T> = (known: Entry | undefined, making: Making) => { entry: Entry; answer: T }

/**
 * Changes an entry once for a key; key, entry and answer are one transaction. Who repeats the request gets the answer
 * again, who repeats it while it runs waits for it. Throws IDEMPOTENCY_KEY_REUSED when the key came with another body.
 */
export function changeEntry<T extends object>(
  database: Database,
  request: Request,
  decide: Decide<T>,
): Promise<T> {
  return database.transaction((tx) => once(tx, request, () => change(tx, request, decide)))
}

async function once<T extends object>(tx: Tx, { body, ...of }: Request, effect: () => Promise<T>) {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest()
  const kept = await claimKey(tx, of, hash)
  if (kept !== 'claimed') {
    if (!kept.requestHash.equals(hash)) throw new Problem('IDEMPOTENCY_KEY_REUSED', { about: of.key })
    return kept.answer as T
  }
  const answer = await effect()
  await keepAnswer(tx, of, answer)
  return answer
}

async function change<T>(tx: Tx, { memberId, body: { reference } }: Request, decide: Decide<T>): Promise<T> {
  const known = await lockReference(tx, memberId, reference)
  const { entry, answer } = decide(known, { id: randomUUIDv7(), clock: await readClock(tx) })
  if (entry !== known) await saveEntry(tx, memberId, entry)
  return answer
}
