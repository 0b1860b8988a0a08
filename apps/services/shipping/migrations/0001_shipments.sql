-- One row is one parcel and one aggregate of the topic `shipping`, under the id of its order.
-- Nothing here says who a member is or where he lives.
create table shipment (
  order_id uuid primary key,
  member_id uuid not null,
  state text not null
    check (state in ('preparing', 'picked-up', 'in-transit', 'out-for-delivery', 'delivered', 'stopped')),
  carrier jsonb not null,
  tracking_number text not null unique,
  expected_on date not null,
  -- Oldest first: [{ step, at, place }].
  steps jsonb not null,
  -- Number of events published for this shipment.
  version integer not null check (version > 0),
  -- The order's version at the last cancel request that was answered.
  answered_cancel integer not null default 0,
  opened_at timestamptz not null default now(),
  -- When the state last changed: the carrier's next step is counted from here.
  moved_at timestamptz not null default now()
);

create index shipment_of_member on shipment (member_id, opened_at desc);
create index shipment_on_its_way on shipment (moved_at) where state not in ('delivered', 'stopped');
