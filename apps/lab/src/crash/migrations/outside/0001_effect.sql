-- What the outside has seen before: a row is written in the transaction of the effect.
create table received (
  key text primary key
);

-- Every call that was carried out to its end, the repeated ones too.
create table delivery (
  n bigint generated always as identity primary key,
  operation text not null
);

-- What happened outside. No key that would hide a second time.
create table effect (
  n bigint generated always as identity primary key,
  operation text not null,
  at timestamptz not null default clock_timestamp()
);

create index effect_by_operation on effect (operation);
