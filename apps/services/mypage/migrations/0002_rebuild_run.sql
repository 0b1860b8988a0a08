-- The rebuild or comparison that is wanted, under way, or was the last one: what operators see of it and steer.
create table rebuild_run (
  only_row boolean primary key default true check (only_row),
  -- Who runs an older one has nothing to say any more.
  turn integer not null default 1,
  kind text not null check (kind in ('rebuild', 'compare')),
  state text not null check (state in ('wanted', 'running', 'cancelled', 'failed', 'done')),
  -- The operator; null: begun on a command line, where it is also begun again.
  actor text,
  started_at timestamptz not null default now(),
  -- Written again and again by who runs it.
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  progress jsonb,
  result jsonb,
  error text
);
