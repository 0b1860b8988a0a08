-- One entry for each thing that brings points, for ever: (member, reference) is never given twice.
create table point_entry (
  id uuid primary key,
  member_id uuid not null,
  reference text not null,
  state text not null check (state in ('pending', 'accrued', 'revoked')),
  -- Unknown while a revocation has come before its accrual.
  reason text check (reason in ('purchase', 'login', 'welcome')),
  points integer check (points > 0),
  order_id uuid,
  -- When the state was reached; the milliseconds of a cursor name it exactly.
  at timestamptz(3) not null,
  -- The Seoul day from which accrued points no longer count.
  expires_on date,
  unique (member_id, reference),
  check ((reason is null) = (points is null)),
  check (points is not null or state = 'revoked'),
  check (state <> 'accrued' or expires_on is not null)
);

create index point_entry_newest on point_entry (member_id, at desc, id desc) where points is not null;

-- What was answered to whom under which key; written with the effect. Keys of a ledger are never forgotten.
create table idempotency_key (
  member_id uuid not null,
  endpoint text not null,
  key text not null,
  request_hash bytea not null,
  -- Null only inside the transaction of the first request.
  answer json,
  created_at timestamptz not null default now(),
  primary key (member_id, endpoint, key)
);
