-- What each process last said of its guards. One that was killed leaves how it last was.
create table guard_state (
  process uuid primary key,
  name text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  stopped boolean not null default false,
  state jsonb not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- What operators force the circuit breakers of one name to, in all processes; without a phase they were reset. Each
-- command has the next turn, by which a process knows one it has not carried out.
create table guard_force (
  guard text primary key,
  turn bigint not null,
  phase text check (phase in ('forced-open', 'forced-closed')),
  until timestamptz,
  actor text not null,
  at timestamptz not null default now(),
  check ((phase is null) = (until is null))
);
