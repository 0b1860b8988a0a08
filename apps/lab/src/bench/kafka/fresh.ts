import type { Kafka } from '@nowait/chassis/kafka/topics'
import { createLog } from '@nowait/chassis/log'

/** The schema whose log is relayed. */
export const source = 'shop'
export const log = createLog({ name: 'bench', level: 'silent' })

/** Topics that nobody has used. */
export const fresh = (given: Kafka): Required<Kafka> => ({
  ...given,
  topicPrefix: `bench.${crypto.randomUUID()}`,
})
