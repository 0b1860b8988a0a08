-- The key pair that push services know us by. Browsers are subscribed with its public half, so it stays.
create table vapid_key (
  only_one boolean primary key default true check (only_one),
  public_key text not null,
  private_key text not null,
  created_at timestamptz not null default now()
);

-- A browser that may be reached. It belongs to the member who subscribed with it last, to nobody else.
create table subscription (
  id uuid primary key,
  member_id uuid not null,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  -- When the browser last said that it is there.
  seen_at timestamptz not null
);

create index subscription_by_member on subscription (member_id, seen_at desc, id desc);

-- One push: what was asked under which key, and what was answered once it was known.
create table push (
  id uuid primary key,
  member_id uuid not null,
  key text not null,
  request_hash bytea not null,
  created_at timestamptz not null,
  -- Not worth being delivered any more from then on.
  expires_at timestamptz not null,
  -- Until then somebody is at it; whoever died is followed after that.
  claimed_until timestamptz not null,
  answer json,
  unique (member_id, key)
);

create index push_by_age on push (created_at);

-- The browsers the member had when the push was asked for, and what became of each.
create table delivery (
  push_id uuid not null references push on delete cascade,
  subscription_id uuid not null,
  state text not null default 'pending' check (state in ('pending', 'sent', 'gone', 'failed')),
  primary key (push_id, subscription_id)
);
