create table notification (
  -- The id of the event it tells of: one event makes at most one notification.
  id uuid primary key,
  member_id uuid not null,
  kind text not null,
  order_id uuid not null,
  order_number text not null,
  points integer,
  at timestamptz not null,
  read_at timestamptz
);

create index notification_of_member on notification (member_id, at desc, id desc);
create index notification_unread on notification (member_id) where read_at is null;
create index notification_of_order on notification (order_id);
create index notification_oldest on notification (at);

-- What browsers are told. Positions are dense and become visible in their order, because each writer takes the next
-- one from the single row of `live_head` and holds it until its commit: a reader by position can miss nothing.
create table live (
  position bigint primary key,
  member_id uuid not null,
  event jsonb not null,
  at timestamptz not null default now()
);

create index live_of_member on live (member_id, position);

create table live_head (
  only_row boolean primary key default true check (only_row),
  position bigint not null
);

insert into live_head (position) values (0);
