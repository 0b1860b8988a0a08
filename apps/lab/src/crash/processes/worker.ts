import { openDatabase } from '@nowait/chassis/database'
import { createDispatch } from '@nowait/chassis/dispatch/create-dispatch'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import { startJobs } from '@nowait/chassis/jobs/start-jobs'
import { createLog } from '@nowait/chassis/log'
import type { Bug } from '../bugs.ts'
import { withClockAhead, withoutFencing } from './broken.ts'
import { deliver } from './integration.ts'
import { startProbe } from './probe.ts'
import { input, say } from './wire.ts'

// Works on the jobs of every durable mode; with a broker also on the way of messages to them.
interface WorkerInput {
  url: string
  mode: Mode
  /** `brokers` and `topicPrefix`, where there is a Kafka. */
  kafka: { brokers?: string; topicPrefix?: string }
  bug?: Bug
}

const { url, mode, kafka, bug } = input<WorkerInput>()
const log = createLog({ name: 'worker', level: 'silent' })
const { reach: onPoint } = startProbe()
const opened = openDatabase({ url, name: 'worker' })
const database = bug === 'lease-by-process-clock' ? withClockAhead(opened) : opened
const target = bug === 'no-deduplication-key' ? 'callWithoutKey' : 'callOutside'
const integrations = { deliver: deliver(mode, target) }
const dispatch = createDispatch({ database, integrations, name: 'worker', log, env: {}, ...kafka, onPoint })
const queues = bug === 'no-fencing' ? withoutFencing(dispatch.queues, database, onPoint) : dispatch.queues
startJobs({ database, log, queues, onJob: dispatch.onJob, onPoint })
say('ready')
