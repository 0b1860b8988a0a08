import { Admin } from '@platformatic/kafka'
import { brokerList } from '../kafka/topics.ts'
import type { Standing } from './receive.ts'

/** Removes the messages before those places: they are jobs, nobody reads them again. */
export async function trimTopic(
  { brokers, topic }: { brokers: string; topic: string },
  standings: Standing[],
): Promise<void> {
  const partitions = standings
    .filter(({ offset }) => offset > 0)
    .map(({ partition, offset }) => ({ partition, offset: BigInt(offset) }))
  if (partitions.length === 0) return
  const admin = new Admin({
    clientId: 'nowait-dispatch-trim',
    bootstrapBrokers: brokerList(brokers),
    retries: 0,
    connectTimeout: 2_000,
    requestTimeout: 10_000,
  })
  try {
    await admin.deleteRecords({ topics: [{ name: topic, partitions }] })
  } finally {
    await admin.close()
  }
}
