create table product (
  id uuid primary key,
  slug text not null unique,
  category text not null,
  name_ko text not null,
  name_en text not null,
  description_ko text not null,
  description_en text not null,
  price integer not null check (price >= 0),
  -- Pieces that can still be ordered; reserved ones are already taken off.
  stock integer not null check (stock >= 0),
  picture text not null,
  listed_at timestamptz not null,
  popularity integer not null,
  -- Number of events published for this product.
  version integer not null check (version > 0),
  search_text text not null generated always as (
    lower(name_ko || ' ' || name_en || ' ' || description_ko || ' ' || description_en)
  ) stored
);

-- One row an order. Also written by a release that comes before its reservation, so that the late one finds it ended.
create table reservation (
  order_id uuid primary key,
  state text not null check (state in ('reserved', 'released')),
  items jsonb not null,
  at timestamptz not null default now()
);
