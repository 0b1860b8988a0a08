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

// Works on the jobs of every durable mode.
const { url, mode, bug } = input<{ url: string; mode: Mode; bug?: Bug }>()
const log = createLog({ name: 'worker', level: 'silent' })
const { reach } = startProbe()
const opened = openDatabase({ url, name: 'worker' })
const database = bug === 'lease-by-process-clock' ? withClockAhead(opened) : opened
const target = bug === 'no-deduplication-key' ? 'callWithoutKey' : 'callOutside'
const integrations = { deliver: deliver(mode, target) }
const dispatch = createDispatch({ database, integrations, name: 'worker', log, env: {} })
const queues = bug === 'no-fencing' ? withoutFencing(dispatch.queues, database, reach) : dispatch.queues
startJobs({ database, log, queues, onJob: dispatch.onJob, onPoint: reach })
say('ready')
