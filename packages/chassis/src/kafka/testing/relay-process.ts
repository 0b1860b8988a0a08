import { openDatabase } from '../../database.ts'
import { input } from '../../events/torture/input.ts'
import { silentLog as log } from '../../testing/silent-log.ts'
import { startRelay } from '../relay.ts'
import type { Kafka } from '../topics.ts'

const { url, ...kafka } = input<Kafka & { url: string }>()
startRelay({ ...kafka, database: openDatabase({ url, name: 'relay' }), source: 'order', log })
