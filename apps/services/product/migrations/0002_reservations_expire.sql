-- A reservation is held for a time; when that is over and nothing was heard of its order, order is asked what became of it.
alter table reservation
  drop constraint reservation_state_check,
  add constraint reservation_state_check check (state in ('reserved', 'sold', 'expired', 'released')),
  -- While reserved: when to ask order next. Never before the end of what was promised, and some time after it.
  add column look_at timestamptz not null default now();

create index reservation_to_look_at on reservation (look_at) where state = 'reserved';
