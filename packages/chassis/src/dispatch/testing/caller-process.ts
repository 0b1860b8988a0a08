import { openDatabase } from '../../database.ts'
import { createLog } from '../../log.ts'
import { startJobs } from '../../jobs/start-jobs.ts'
import { createDispatch } from '../create-dispatch.ts'
import type { Mode } from '../integration.ts'
import { outsideCall } from './integrations.ts'

const { url, mode, outside } = JSON.parse(process.argv[2]!) as { url: string; mode: Mode; outside: string }
// Ends with the test.
process.stdin.resume().once('close', () => process.exit())

const database = openDatabase({ url, name: 'caller' })
const log = createLog({ name: 'caller', level: 'silent' })
const integrations = { outside: outsideCall(mode, { deadlineMs: 600_000 }) }
const dispatch = createDispatch({ database, integrations, name: 'caller', log, env: {} })
startJobs({ database, log, queues: dispatch.queues, onJob: dispatch.onJob })

const deferred = await dispatch.prepare('outside', { url: outside, what: 'killed' })
await database.transaction(async (tx) => {
  await tx`insert into noted (name) values ('fact')`
  await deferred(tx)
})
process.stdout.write('committed\n')
