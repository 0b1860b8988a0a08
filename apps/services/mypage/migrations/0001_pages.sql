-- Which of the copies is read and kept up to date. A rebuild makes the next one beside it and switches here.
create table projection (
  only_row boolean primary key default true check (only_row),
  generation integer not null,
  -- The version of the code that has made it: other code neither reads it nor writes to it.
  made_by integer not null,
  switched_at timestamptz not null default now()
);

insert into projection (generation, made_by) values (1, 1);

-- One thing of a member as the events tell of it: an order, a parcel, an entry of the ledger, a notification.
create table fact (
  generation integer not null,
  kind text not null,
  id text not null,
  member_id uuid not null,
  -- Of the aggregate, after the last event that was applied; 0 while the first one is missing.
  version integer not null,
  state text not null,
  -- Newest is highest.
  sort text collate "C" not null,
  amount integer not null,
  -- The first day on which it no longer counts.
  until date,
  body json not null,
  -- Later events of the aggregate that came before an earlier one.
  waiting json,
  primary key (generation, kind, id)
) with (fillfactor = 80);

create index fact_newest on fact (generation, member_id, kind, sort desc);
create index fact_waiting on fact (generation) where waiting is not null;

-- The page as it is sent: one line a part. `day` is the one in Seoul it was made on; some of it changes with the day.
create table page (
  generation integer not null,
  member_id uuid not null,
  version bigint not null default 0,
  etag text not null default '',
  lines text not null default '',
  day date,
  primary key (generation, member_id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- A rebuild that is under way, or the last one: how far it has come with each log.
create table rebuild (
  only_row boolean primary key default true check (only_row),
  generation integer not null,
  made_by integer not null,
  state text not null check (state in ('reading', 'rendering', 'comparing', 'switched', 'given-up')),
  started_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  events bigint not null default 0,
  total bigint not null default 0,
  differences integer
);

create table rebuild_position (
  generation integer not null,
  source text not null,
  position bigint not null default 0,
  primary key (generation, source)
);
