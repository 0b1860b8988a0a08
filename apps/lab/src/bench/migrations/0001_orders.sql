-- An order as the shop keeps it.
create table orders (
  id uuid primary key,
  seq bigint generated always as identity unique,
  member_id uuid not null,
  status text not null,
  version integer not null,
  placed_at timestamptz not null default now(),
  total integer not null,
  points integer not null,
  items jsonb not null,
  ship_to jsonb not null,
  history jsonb not null
);

create index orders_of_member on orders (member_id, seq desc) include (status);
