import { setTimeout as pause } from 'node:timers/promises'
import type { OnPoint } from '../crash-point.ts'
import type { Database } from '../database.ts'
import { createBell } from '../events/bell.ts'
import { backoffMs } from '../jobs/backoff.ts'
import type { Log } from '../log.ts'
import type { Session, Sql } from '../session.ts'
import { firstBatch, type Message } from './message.ts'
import { onDeferred } from './outbox-announcements.ts'
import type { DispatchProducer } from './producer.ts'

/** Tells the relay that leads that another process has committed something. */
const outboxChannel = (schema: string) => `dispatch_outbox:${schema}`

const batchSize = 500
const candidateMs = 250
const safetyMs = 500
const gatherMs = 5
const stopMs = 1_000
const backoff = { baseMs: 100, capMs: 1_000 }

/**
 * Hands the rows of `database-messaging` over to the broker in the order of their ids and removes what it has
 * acknowledged; what a kill leaves between the two is handed over again, under the same ids. One process of a schema
 * leads, the others take over when its session ends.
 */
export function startDispatchRelay({
  database,
  producer,
  log,
  onPoint,
}: {
  database: Database
  producer: DispatchProducer
  log: Log
  onPoint?: OnPoint
}) {
  const bell = createBell()
  const stopping = new AbortController()
  const forget = onDeferred(bell.ring)
  let listening: { stop(): Promise<void> } | undefined
  let schema = ''
  let led: Session | undefined

  async function run(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted;) {
      try {
        await round()
        if (failures > 0) log.info('the relay works again')
        failures = 0
      } catch (error) {
        if (failures++ === 0) log.warn({ err: error }, 'the relay is interrupted, rows wait in the database')
        await pause(backoffMs(backoff, failures), undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  async function round(): Promise<void> {
    listening ??= await listen()
    const session = await database.standing.get()
    if (session !== led && !(await tryToLead(session))) return watch()
    led = session
    const moved = await moveBatch()
    if (moved === 0) await bell.wait(safetyMs)
    // A moment for the next commits to gather: a batch costs the same for one row and for ten.
    else if (moved < batchSize) await pause(gatherMs)
  }

  async function listen() {
    const [row] = await database.sql<[{ schema: string }]>`select current_schema() as schema`
    schema = row.schema
    return database.listen(outboxChannel(schema), bell.ring, bell.ring)
  }

  /** Of a process that does not lead: hands on what its own callers have committed. */
  async function watch(): Promise<void> {
    const deferred = await bell.wait(candidateMs)
    if (!deferred || stopping.signal.aborted) return
    await pause(gatherMs)
    await database.sql`select pg_notify(${outboxChannel(schema)}, '')`
  }

  async function moveBatch(): Promise<number> {
    const found = await readOldest(database.sql)
    if (found.length === 0) return 0
    if (onPoint) await onPoint('relay-read')
    const batch = firstBatch(found)
    await producer.send(batch)
    if (onPoint) await onPoint('after-produce')
    await database.sql`
      delete from dispatch_outbox where id = any(${batch.map(({ id }) => id)}::bigint[])`
    if (onPoint) await onPoint('after-mark')
    return batch.length < found.length ? batchSize : found.length
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      forget()
      bell.ring()
      // A broker that does not answer would keep it for long.
      await Promise.race([running, pause(stopMs, undefined, { ref: false })])
      await producer.close()
      await running
      await listening?.stop()
      if (led && !led.lost.aborted) await giveUp(led).catch(() => {}) // the lock goes with the session at the latest
    },
  }
}

const lock = (sql: Sql) => sql`hashtext('nowait dispatch relay'), hashtext(current_schema())`

// Never waits for the lock: a waiting session would hold back vacuum.
async function tryToLead({ sql }: Session): Promise<boolean> {
  const [row] = await sql<[{ leads: boolean }]>`select pg_try_advisory_lock(${lock(sql)}) as leads`
  return row.leads
}

async function giveUp({ sql }: Session): Promise<void> {
  await sql`select pg_advisory_unlock(${lock(sql)})`
}

// Planned each time: a plan kept from when the table was empty would read the whole of a grown one.
const readOldest = (sql: Sql): Promise<Message[]> =>
  sql.unsafe<Message[]>(
    `select id, integration, message as text from dispatch_outbox order by id limit ${batchSize}`,
  )
