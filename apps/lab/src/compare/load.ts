import { sharedMs } from '../bench/clock.ts'

/** A request that was answered, in ms of the clock that all processes share. */
export interface Answered {
  operation: string
  askedAt: number
  answeredAt: number
}

/** Sends something, and resolves when it is answered with a success. */
export type Send = (operation: string) => Promise<void>

/**
 * So many clients send so many requests: each the next one as soon as its last is answered, or all at once when there are
 * as many clients as requests. What fails is left out.
 */
export async function load(
  send: Send,
  {
    clients,
    requests,
    name,
    onAnswer,
  }: { clients: number; requests: number; name: string; onAnswer?: (count: number) => void },
): Promise<Answered[]> {
  const answered: Answered[] = []
  let begun = 0
  const client = async () => {
    while (begun < requests) {
      const operation = `${name}-${begun++}`
      const askedAt = sharedMs()
      try {
        await send(operation)
      } catch {
        continue
      }
      answered.push({ operation, askedAt, answeredAt: sharedMs() })
      onAnswer?.(answered.length)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return answered
}
