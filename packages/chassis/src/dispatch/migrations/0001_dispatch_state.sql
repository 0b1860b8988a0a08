-- What each process last said of its integrations: of one that was killed, how much it had in memory.
create table dispatch_state (
  process uuid primary key,
  name text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  stopped boolean not null default false,
  integrations jsonb not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
