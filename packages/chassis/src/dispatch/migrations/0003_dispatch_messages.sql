-- What was accepted under `database-messaging` and is not yet with the broker: see src/dispatch/relay.ts.
create table dispatch_outbox (
  -- The id of the job it becomes. Drawn while the aggregate is locked, as that of a job is.
  id bigint primary key default nextval(pg_get_serial_sequence('job', 'id')::regclass),
  integration text not null,
  message text not null
) with (
  -- Every row lives for milliseconds: dead ones are removed by number, not by share.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0
);

-- The next message to read of each topic: moved in the transaction that makes jobs of those before it.
create table dispatch_offset (
  topic text not null,
  partition smallint not null,
  position bigint not null default 0,
  primary key (topic, partition)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
