import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '@nowait/chassis/database'
import { createDispatch } from '@nowait/chassis/dispatch/create-dispatch'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import { createPlaces } from '@nowait/chassis/dispatch/places'
import { startJobs } from '@nowait/chassis/jobs/start-jobs'
import { createLog } from '@nowait/chassis/log'
import { deliver } from '../../crash/processes/integration.ts'
import { follow, input, say } from '../../crash/processes/wire.ts'

// The server of the seed: a few workers, first come first served. Each request takes its own time, in which it writes a
// fact, and something happens outside by the mode.
export interface ShopInput {
  url: string
  name: string
  mode: Mode
  outside: string
  /** `brokers` and `topicPrefix`, where there is a Kafka. */
  kafka: { brokers?: string; topicPrefix?: string }
  workers: number
  ownMs: number
  /** Calls to the outside at once, by whatever runs later. */
  places: number
  /** How long one of them may take. */
  deadlineMs: number
}

const { url, name, mode, outside, kafka, workers, ownMs, places, deadlineMs } = input<ShopInput>()
follow({})
const log = createLog({ name: 'shop', level: 'silent' })
const database = openDatabase({ url, name: 'shop' })
const target = { module: new URL('./target.ts', import.meta.url).href, export: 'callOutside' }
const integrations = {
  deliver: { ...deliver(mode), target, deadlineMs, concurrency: places, completed: undefined },
}
// Patient, as fifty threads that begin at once are slow on a busy machine: ended for that, they would begin for ever.
const limits = { threads: places, deafMs: 60_000 }
const dispatch = createDispatch({ database, integrations, name, log, env: {}, ...kafka, limits })
startJobs({ database, log, queues: dispatch.queues, onJob: dispatch.onJob })

async function order(operation: string): Promise<void> {
  const deferred = await dispatch.prepare('deliver', { operation, url: outside })
  const begun = performance.now()
  const untilMs = (share: number) => Math.max(0, ownMs * share - (performance.now() - begun))
  // The fact is written near the end of its own time, of which that is a part.
  await pause(untilMs(0.9))
  const answer = await database.transaction(async (tx) => {
    await tx`insert into operation (id) values (${operation})`
    return deferred(tx)
  })
  if (answer !== 'ACCEPTED') throw new Error(answer)
  await pause(untilMs(1))
}

const crew = createPlaces(workers)
const server = createServer(async (request, response) => {
  const operation = await text(request)
  await crew
    .use(() => order(operation))
    .then(
      () => response.end(),
      () => response.writeHead(503).end(),
    )
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => say('listens', String((server.address() as AddressInfo).port)))
