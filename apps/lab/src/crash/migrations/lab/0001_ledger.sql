-- The facts of the writers: whatever is to happen outside follows from one of them.
create table operation (
  id text primary key,
  at timestamptz not null default clock_timestamp()
);

-- What was written together with the end of the work. No key that would hide a second time.
create table completed (
  n bigint generated always as identity primary key,
  operation text not null,
  at timestamptz not null default clock_timestamp()
);

create index completed_by_operation on completed (operation);
