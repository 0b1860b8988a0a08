import type { Sql } from '../../session.ts'

export const hotAggregates = 4
export const aggregates = 40

/** Beside the event tables of `order` (writers) and `shipping` (readers). The truth is `thing.version`. */
export async function createTables(owner: Sql): Promise<void> {
  await owner.unsafe(`
    create table "order".thing (name text primary key, version int not null default 0);
    create table "order".unrelated (n int);
    -- What a reader by position would read: the same events, and no sequencer.
    create table "order".naive_log (pos bigint generated always as identity, aggregate text, version int);
    create table shipping.applied (n bigint generated always as identity, aggregate text, version int);
    insert into "order".thing (name) select 'thing ' || i from generate_series(1, ${aggregates}) as i;
    grant select, insert, update on all tables in schema "order" to nowait_test_order;
    grant select, insert on shipping.applied to nowait_test_shipping`)
}
