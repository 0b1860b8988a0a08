import { findKafka } from '../../crash/kafka.ts'
import { arriving } from '../kafka/arriving.ts'
import { relaying } from '../kafka/relaying.ts'
import { type Bench, NotHere } from '../row.ts'

/** How fast events get from the log into Kafka, and how long one takes from its commit to the handler behind Kafka. */
export const kafka: Bench = async (context) => {
  context.tell('looking for Kafka')
  const broker = await findKafka()
  if (!broker.brokers) throw new NotHere(broker.reason)
  const given = { brokers: broker.brokers }
  try {
    return [...(await relaying(context, given)), ...(await arriving(context, given))]
  } finally {
    await broker.stop()
  }
}
