import type { CrashPoint } from '../../crash-point.ts'
import { openDatabase } from '../../database.ts'
import { createLog } from '../../log.ts'
import { startJobs } from '../../jobs/start-jobs.ts'
import { createDispatch } from '../create-dispatch.ts'
import { outsideCall } from './integrations.ts'
import type { CallerInput } from './start-caller.ts'

const { url, mode, outside, brokers, topicPrefix, killAt } = JSON.parse(process.argv[2]!) as CallerInput
// Ends with the test.
process.stdin.resume().once('close', () => process.exit())

const database = openDatabase({ url, name: 'caller' })
const log = createLog({ name: 'caller', level: 'silent' })
const integrations = { outside: outsideCall(mode, { deadlineMs: 600_000 }) }
const onPoint = (point: CrashPoint) => {
  if (point === killAt) process.kill(process.pid, 'SIGKILL')
}
const kafka = { brokers, topicPrefix }
const dispatch = createDispatch({ database, integrations, name: 'caller', log, env: {}, ...kafka, onPoint })
startJobs({ database, log, queues: dispatch.queues, onJob: dispatch.onJob, onPoint })

const deferred = await dispatch.prepare('outside', { url: outside, what: 'killed' })
await database.transaction(async (tx) => {
  await tx`insert into noted (name) values ('fact')`
  await deferred(tx)
})
process.stdout.write('committed\n')
