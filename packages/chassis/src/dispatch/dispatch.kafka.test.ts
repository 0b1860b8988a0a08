import { beforeAll } from 'vitest'
import { dispatchFeatures } from './dispatch.features.ts'

const brokers = process.env.KAFKA_BROKERS ?? ''

beforeAll(() => {
  if (!brokers) throw new Error('KAFKA_BROKERS is not set: run npm run test:kafka')
})

dispatchFeatures('messaging', brokers)
dispatchFeatures('database-messaging', brokers)
