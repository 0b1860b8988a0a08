import { createServer } from 'node:http'
import { openDatabase } from '@nowait/chassis/database'

/**
 * The page by one SQL join over the tables of all services, which one shared database allows: without a session, guards
 * or limits. The peer that services of their own cannot have.
 */
const [port, url] = process.env.PEER!.split(' ') as [string, string]
const { sql } = openDatabase({ url, name: 'join', max: 10 })

const page = (member: string) => sql<[{ page: string }]>`
  select json_build_object(
    'orders', (select json_agg(chosen) from (
      select id, number, status, placed_at, items, total, version,
        (select to_json(shipment) from shipping.shipment where shipment.order_id = orders.id) as shipment
      from "order".orders where member_id = ${member} order by seq desc limit 10
    ) as chosen),
    'counts', (select json_object_agg(status, orders) from (
      select status, count(*) as orders from "order".orders where member_id = ${member} group by status
    ) as counted),
    'parcels', (select json_agg(chosen) from (
      select order_id, state, carrier, tracking_number, expected_on, steps from shipping.shipment
      where member_id = ${member} order by opened_at desc limit 20
    ) as chosen),
    'points', (select json_build_object('balance', sum(points)) from point.point_entry
      where member_id = ${member} and state = 'accrued' and expires_on > current_date),
    'entries', (select json_agg(chosen) from (
      select id, reference, state, points, order_id, at, expires_on from point.point_entry
      where member_id = ${member} order by at desc, id desc limit 10
    ) as chosen)
  )::text as page`

createServer((request, response) => {
  page(request.url!.slice(1)).then(
    ([row]) => {
      const body = Buffer.from(row.page)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.byteLength })
      response.end(body)
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
}).listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
