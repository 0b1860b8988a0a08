import { fileURLToPath } from 'node:url'
import { openDatabase } from '@nowait/chassis/database'
import { partitionOf } from '@nowait/chassis/events/partition-of'
import { createLog } from '@nowait/chassis/log'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { createClient } from '@nowait/contract/client'
import type { EventOf } from '@nowait/contract/events'
import { memberHeader } from '@nowait/contract/headers'
import type { mypageApi } from '@nowait/contract/mypage'
import { mypageRoutes } from '@nowait/contract/mypage.routes'
import { createApp } from '../app.ts'
import { createChanges } from '../changes.ts'
import { sources } from '../subscriptions.ts'

const token = 'credential of the tests'
const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The app on a database of its own beside the logs it reads, its answers checked against the contract. */
export async function startTestApp() {
  const { database, url, urlOf, drop } = await testDatabase({
    schema: 'mypage',
    directories: [migrations],
    others: sources.map((schema) => ({ schema, directories: [] })),
  })
  const log = createLog({ name: 'mypage', level: 'silent' })
  const state = { behind: false, lacking: '' }
  const changes = await createChanges(database, () => state.behind)
  const app = createApp({
    database,
    changes,
    lag: { behind: () => state.behind, lacks: (member) => member === state.lacking },
    token,
    log,
    check: true,
    patienceMs: 50,
  })
  const tellers = new Map(
    sources.map((name) => [name, openDatabase({ url: urlOf(name), name: `teller ${name}`, max: 2 })]),
  )

  const ask = (member: string, path: string, headers: Record<string, string> = {}) =>
    app.request(path, {
      headers: { authorization: `Bearer ${token}`, [memberHeader]: member, ...headers },
    })

  return {
    database,
    url,
    log,
    app,
    state,
    ask,
    client: (member: string) =>
      createClient<typeof mypageApi>(mypageRoutes, (path, init) =>
        ask(member, path, Object.fromEntries(new Headers(init.headers))),
      ),
    lines: async (member: string) => (await ask(member, '/page')).text(),
    /** Writes events into the logs as their sequencers do; gives them as readers get them. */
    async record(events: EventOf[]): Promise<EventOf[]> {
      const placed: EventOf[] = []
      for (const [topic, own] of Map.groupBy(events, (event) => event.topic)) {
        const { sql } = tellers.get(topic)!
        const [{ newest }] = await sql<[{ newest: number }]>`
          select coalesce(max(seq), 0) as newest from event_log`
        const logged = own.map((event, at) => ({
          ...event,
          seq: newest + at + 1,
          partition: partitionOf(event.aggregate),
        }))
        await sql`
          insert into event_log (seq, id, topic, partition, aggregate, version, type, at, data)
          select seq, id, topic, partition, aggregate, version, type, at, data
          from jsonb_to_recordset(${JSON.stringify(logged)}::text::jsonb) as given (
            seq bigint, id uuid, topic text, partition smallint, aggregate text, version int, type text, at timestamptz,
            data jsonb
          )`
        await sql.notify(`${topic}_log`, '')
        placed.push(...logged)
      }
      return placed
    },
    async today(): Promise<string> {
      const [{ today }] = await database.sql<[{ today: string }]>`
        select (now() at time zone 'Asia/Seoul')::date::text as today`
      return today
    },
    async drop() {
      await changes.stop()
      for (const teller of tellers.values()) await teller.close()
      await drop()
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>
