-- Work that is to be done after the commit, until it is finished or discarded: see src/jobs.
create table job (
  -- Drawn while the aggregate is locked, so the jobs of one key are numbered in the order of their commits.
  id bigint generated always as identity primary key,
  queue text not null,
  key text,
  unique_key text,
  payload jsonb not null,
  trace_id text,
  created_at timestamptz not null default now(),
  run_at timestamptz not null default now(),
  -- Who has a job holds it until then. In no index, so that taking, extending and giving back rewrite none.
  lease_until timestamptz,
  -- Counts the claims and never goes back: it is the fence. Those that are forgiven (released, redriven) do not use up tries.
  attempt integer not null default 0,
  forgiven integer not null default 0,
  last_error text,
  dead_at timestamptz,
  -- Whether the later jobs of its key wait for it: not once it is dead in a queue that skips.
  blocks boolean not null default true,
  -- It was due, waits for an earlier job of its key, and is called when that one is finished.
  blocked boolean not null default false
) with (
  fillfactor = 50,
  -- Most rows live for milliseconds: dead ones are removed by number, not by share.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0
);

create index job_due on job (queue, run_at) where dead_at is null;
create index job_by_key on job (queue, key, id) where key is not null and blocks;

-- What was finished or discarded, for a while. Apart from the jobs, so that their table and its vacuum stay small.
create table job_done (
  id bigint primary key,
  queue text not null,
  key text,
  unique_key text,
  outcome text not null check (outcome in ('done', 'discarded')),
  -- Of discarded jobs only.
  payload jsonb,
  trace_id text,
  attempt integer not null,
  last_error text,
  created_at timestamptz not null,
  finished_at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);

create index job_done_by_age on job_done (finished_at);

-- What was asked for only once, as long as its job is in one of the two tables: one index cannot span both.
create table job_unique (
  queue text not null,
  unique_key text not null,
  primary key (queue, unique_key)
);

-- What operators did to jobs.
create table job_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  verb text not null,
  jobs bigint[] not null,
  detail jsonb not null
);
