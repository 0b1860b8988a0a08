-- The consumer groups of this schema: what carries the events to them, and whether an operator holds them back.
create table consumer_group (
  consumer_group text primary key,
  transport text not null,
  paused boolean not null default false
);
