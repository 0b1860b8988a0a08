-- The modes that operators have chosen; an integration without a row has that of its process: see src/dispatch/modes.ts.
create table dispatch_mode (
  integration text primary key,
  mode text not null,
  actor text not null,
  at timestamptz not null default now()
);

-- What the process knows of its integrations besides their figures.
alter table dispatch_state add column described jsonb not null default '{}';
