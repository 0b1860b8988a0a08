-- Stock and points are followed up by jobs now: what the former readers of order.* had not done yet becomes jobs.
insert into job (queue, payload)
select 'reserve-stock', jsonb_build_object('orderId', id) from orders where status = 'awaiting-stock' order by seq;

insert into job (queue, key, payload)
select 'purchase-points', id::text, jsonb_build_object(
  'idempotencyKey', 'purchase-points:' || id || ':' || wanted.state,
  'payload', jsonb_build_object('orderId', id, 'memberId', member_id, 'points', points, 'state', wanted.state)
)
from orders
left join lateral (select state from order_points where order_id = orders.id) as known on true
cross join lateral (
  select case status when 'delivered' then 'accrued' when 'cancelled' then 'revoked' else 'pending' end as state
) as wanted
where points > 0 and status not in ('awaiting-stock', 'rejected') and wanted.state is distinct from known.state
  and (wanted.state <> 'revoked' or known.state is not null)
order by seq;

delete from consumer_offset where consumer_group in ('order-stock', 'order-points');
delete from parked_event where consumer_group in ('order-stock', 'order-points');
delete from consumer_group where consumer_group in ('order-stock', 'order-points');
