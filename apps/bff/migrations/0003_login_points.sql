-- What the first sign-in of a day brings. The day is the one in Seoul.
create table login_points (
  id uuid primary key,
  member_id uuid not null,
  day date not null,
  points integer not null check (points > 0),
  state text not null default 'pending' check (state in ('pending', 'accrued')),
  requested_at timestamptz not null default now(),
  unique (member_id, day)
);

create index login_points_pending on login_points (member_id) where state = 'pending';
create index login_points_oldest on login_points (day) where state = 'accrued';
