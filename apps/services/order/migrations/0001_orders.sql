create sequence order_number;

create table orders (
  id uuid primary key,
  -- Counts all orders; the end of the printed number and the order of lists.
  seq bigint not null unique,
  number text not null unique,
  member_id uuid not null,
  status text not null check (status in (
    'awaiting-stock', 'confirmed', 'preparing', 'shipped', 'delivered', 'rejected', 'cancelling', 'cancelled'
  )),
  -- Set while and only while status = 'cancelling'.
  cancel_from text,
  cancel_reached text,
  reason text check (reason in ('OUT_OF_STOCK', 'PRODUCT_NOT_FOUND')),
  -- Number of events published for this order.
  version integer not null check (version > 0),
  placed_at timestamptz not null,
  total integer not null check (total >= 0),
  points integer not null check (points >= 0),
  items jsonb not null,
  ship_to jsonb not null,
  history jsonb not null,
  check ((status = 'cancelling') = (cancel_from is not null and cancel_reached is not null)),
  check ((status = 'rejected') = (reason is not null))
);

-- One member's list by page, and its counts by status without touching the table.
create index orders_of_member on orders (member_id, seq desc) include (status);

create table idempotency_key (
  member_id uuid not null,
  endpoint text not null,
  key text not null,
  request_hash bytea not null,
  -- The key is taken before its order is written.
  order_id uuid not null references orders deferrable initially deferred,
  -- What was answered; null while the first request runs, and after a crash of it.
  answer_status smallint,
  answer_body text,
  created_at timestamptz not null default now(),
  primary key (member_id, endpoint, key)
);

create index idempotency_key_by_age on idempotency_key (created_at);

-- Read model of the product service's events: what an order needs to know to have a price.
create table known_product (
  id uuid primary key,
  version integer not null,
  name jsonb not null,
  picture text not null,
  price integer not null check (price >= 0)
);

-- What was asked of the point service for an order. An aggregate of its own, with its own versions, so that those of
-- the order stay without holes for readers that follow order.* alone.
create table order_points (
  order_id uuid primary key references orders,
  member_id uuid not null,
  points integer not null check (points > 0),
  state text not null check (state in ('pending', 'accrued', 'revoked')),
  version integer not null check (version > 0)
);
