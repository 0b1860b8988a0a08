-- Who may sign in, and who is signed in. Passwords are argon2id, session ids are kept as SHA-256 of what the cookie holds:
-- a copy of this schema signs nobody in.
create table member (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null default 'member' check (role in ('member', 'operator')),
  password_hash text not null,
  created_at timestamptz not null default now()
);

create table session (
  id uuid primary key,
  member_id uuid not null references member on delete cascade,
  -- The role the present token was given out under: another role of the member means another token.
  role text not null,
  token_hash bytea not null unique,
  -- The token before the last rotation, good for a moment longer: several tabs send it at once.
  former_hash bytea,
  former_until timestamptz,
  created_at timestamptz not null default now(),
  rotated_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);

create unique index session_former on session (former_hash) where former_hash is not null;
create index session_of_member on session (member_id);
create index session_oldest on session (last_seen_at);
