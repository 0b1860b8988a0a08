-- How many events tell what a member has read.
create table notification_reading (
  member_id uuid primary key,
  version integer not null
);
