import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import postgres from 'postgres'
import { type Jobs, startJobs } from '../../jobs/start-jobs.ts'
import { silentLog as log } from '../../testing/silent-log.ts'
import { testDatabase } from '../../testing/test-database.ts'
import { createDispatch, type Dispatch, type DispatchOptions, type WorkOptions } from '../create-dispatch.ts'
import type { Integration, Mode } from '../integration.ts'
import { operatorState } from '../operator-state.ts'
import { outsideCall } from './integrations.ts'
import { openOutside } from './outside.ts'

const migrations = join(import.meta.dirname, '../migrations')

/** A schema whose facts and successes are noted in one table, and an outside service. */
export async function openDispatchKit({ brokers }: { brokers?: string } = {}) {
  const kit = await testDatabase({ schema: 'order', directories: [migrations] })
  const owner = postgres(`${kit.ownerUrl}?search_path=order`, { max: 4, onnotice: () => {} })
  await owner`create table noted (n int generated always as identity, name text)`
  await owner`grant select, insert on noted to nowait_test_order`
  const outside = await openOutside()
  let topicPrefix = randomUUID()
  const running: Array<{ jobs: Jobs; dispatch: Dispatch<'outside'> }> = []

  async function stopAll(): Promise<void> {
    for (const { jobs, dispatch } of running.splice(0)) {
      await dispatch.stop()
      await jobs.stop()
    }
  }

  return {
    ...kit,
    owner,
    outside,
    /** A process as far as this one can be: dispatch and the runner of its jobs. */
    run(
      mode: Mode,
      changes: Partial<Integration> = {},
      options: Partial<DispatchOptions<'outside'>> = {},
    ): Dispatch<'outside'> {
      const { database = kit.database } = options
      const integrations = { outside: outsideCall(mode, changes) }
      const shared = { name: 'test', log, env: {}, graceMs: 0, brokers, topicPrefix }
      const dispatch = createDispatch({ ...shared, ...options, database, integrations })
      const { queues, onJob } = dispatch
      running.push({ dispatch, jobs: startJobs({ database, log, queues, onJob, graceMs: 0 }) })
      return dispatch
    },
    /** For `startCaller`. */
    process: () => ({ url: kit.url, outside: outside.url, brokers, topicPrefix }),
    /** What a caller writes, the same for every mode: the fact and what follows from it. */
    async commit(
      dispatch: Dispatch<'outside'>,
      what: string,
      { options, fail }: { options?: WorkOptions; fail?: () => void | Promise<void> } = {},
    ) {
      const deferred = await dispatch.prepare('outside', { url: outside.url, what }, options)
      return kit.database.transaction(async (tx) => {
        await tx`insert into noted (name) values ('fact')`
        const answer = await deferred(tx)
        await fail?.()
        return answer
      })
    },
    /** Of all processes; one that gave no sign for `silentMs` is gone. */
    async inMemory(count: 'pending' | 'lost', silentMs?: number): Promise<number> {
      const { processes } = await operatorState(kit.database.sql, { silentMs })
      return processes.reduce((sum, { integrations }) => sum + integrations.outside![count], 0)
    },
    noted: async () =>
      (await owner<{ name: string }[]>`select name from noted order by n`).map(({ name }) => name),
    stopAll,
    async clear() {
      await stopAll()
      outside.clear()
      topicPrefix = randomUUID()
      await owner`truncate job, job_done, job_unique, noted, dispatch_state, dispatch_mode, operation_audit,
 dispatch_outbox, dispatch_offset`
    },
    async close() {
      await stopAll()
      await outside.close()
      await owner.end()
      await kit.drop()
    },
  }
}

export type DispatchKit = Awaited<ReturnType<typeof openDispatchKit>>
