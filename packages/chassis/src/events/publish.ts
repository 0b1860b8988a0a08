import type { EventData, EventType } from '@nowait/contract/events'
import type { Tx } from '../database.ts'
import type { Sql } from '../session.ts'
import { uuidv7 } from '../uuidv7.ts'
import { partitionOf } from './partition-of.ts'
import { announcePublished } from './published.ts'

export interface NewEvent<T extends EventType> {
  type: T
  /** Id of the thing it happened to. Its events keep their order. */
  aggregate: string
  /** Counts the events of the aggregate from 1. Read it with the aggregate locked. */
  version: number
  data: EventData<T>
}

/**
 * Publishes with the transaction: it is in the log if and only if the transaction commits. Until then the aggregate
 * stays locked. Several aggregates in one transaction: in the order of their ids, or two transactions wait for each other.
 */
export async function publish<T extends EventType>(tx: Tx, event: NewEvent<T>): Promise<void> {
  const { type, aggregate, version, data } = event
  // The position is drawn after the lock is held, else two transactions could swap the events of one aggregate.
  await tx`
    with locked as (${aggregateLock(tx, aggregate)})
    insert into outbox (id, topic, partition, aggregate, version, type, data)
    select ${uuidv7()}::uuid, current_schema(), ${partitionOf(aggregate)}::smallint, ${aggregate}, ${version}::int,
      ${type}, ${JSON.stringify(data)}::text::jsonb
    from locked`
  tx.afterCommit(announcePublished)
}

/** Locks an aggregate that may have no row yet, as `select … for update` locks one that has, until the transaction ends. */
export async function lockAggregate(tx: Tx, aggregate: string): Promise<void> {
  await aggregateLock(tx, aggregate)
}

const aggregateLock = (sql: Sql, aggregate: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${aggregate}::text, 0))`
