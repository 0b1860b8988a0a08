-- Logs as others write them: the same columns, and the orders of their events.
create table naive_log (
  pos bigint generated always as identity primary key,
  id uuid not null,
  aggregate text not null,
  version integer not null,
  type text not null,
  at timestamptz not null default now(),
  data jsonb not null
);

-- The transaction that wrote an event says when it may be read: once no older one runs any more.
create table xid8_log (like naive_log including all);
alter table xid8_log add column xid xid8 not null default pg_current_xact_id();
create index xid8_log_by_xid on xid8_log (xid, pos);

-- Whoever appends holds a lock until the end of his transaction.
create table locked_log (like naive_log including all);

-- What events are about when several writers write about the same.
create table thing (name text primary key, version integer not null default 0);
insert into thing (name) select 'thing ' || i from generate_series(1, 40) as i;
create table unrelated (n integer);
