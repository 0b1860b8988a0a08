-- What operators did to modes and consumer groups; what they did to jobs stands in job_audit.
create table operation_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  target text not null,
  detail jsonb not null
);
