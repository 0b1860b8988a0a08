import { openDatabase } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import { type Jobs, startJobs } from '@nowait/chassis/jobs/start-jobs'
import { testEvents } from '@nowait/chassis/testing/test-events'
import type { EventData, EventType } from '@nowait/contract/events'
import { orderJobs } from '../jobs.ts'
import { followCatalogue, followShipments } from '../subscriptions.ts'
import type { TestApp } from './test-app.ts'

/** Everything the order service does without being asked, and the services it follows, told what to tell. */
export async function startFollowing({ database, url, dispatch, stock, log, urlOf }: TestApp) {
  const sources = { product: urlOf('product'), shipping: urlOf('shipping') }
  const tellers = {
    product: openDatabase({ url: sources.product, name: 'product', max: 2 }),
    shipping: openDatabase({ url: sources.shipping, name: 'shipping', max: 2 }),
  }
  const events = testEvents({ database, url, schema: 'order', log })
  const theirs = (['product', 'shipping'] as const).map((schema) =>
    testEvents({ database: tellers[schema], url: sources[schema], schema, log }),
  )
  followCatalogue(events)
  followShipments({ events, database, dispatch })
  const work = () => {
    const queues = { ...dispatch.queues, ...orderJobs({ database, dispatch, stock }) }
    return startJobs({ database, queues, onJob: dispatch.onJob, log, graceMs: 0 })
  }
  let jobs: Jobs | undefined = work()

  const versions = new Map<string, number>()
  /** Publishes the next event of an aggregate as the service it belongs to. */
  function tell<T extends EventType>(
    who: keyof typeof tellers,
    event: { type: T; aggregate: string; data: EventData<T> },
  ) {
    const version = (versions.get(event.aggregate) ?? 0) + 1
    versions.set(event.aggregate, version)
    return tellers[who].transaction((tx) => publish(tx, { ...event, version }))
  }

  async function stopJobs() {
    await jobs?.stop()
    jobs = undefined
  }
  const startJobsAgain = () => void (jobs ??= work())

  async function stop() {
    await stopJobs()
    await Promise.all([events, ...theirs].map((each) => each.stop()))
    await Promise.all(Object.values(tellers).map((teller) => teller.close()))
  }
  return { tell, stopJobs, startJobsAgain, stop }
}
