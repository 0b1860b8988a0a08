import { createHash } from 'node:crypto'
import type { Tx } from '@nowait/chassis/database'
import { Problem } from '@nowait/contract/problem'
import { claimKey, keepAnswer, type KeyOf } from './store.ts'

/**
 * Runs an effect once for a key and keeps its answer in the same transaction. Who repeats the request gets that answer,
 * who repeats it while it runs waits for it. Throws IDEMPOTENCY_KEY_REUSED when the key came with another body.
 */
export async function once<T extends object>(
  tx: Tx,
  { body, ...of }: KeyOf & { body: unknown },
  effect: () => Promise<T>,
): Promise<T> {
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
