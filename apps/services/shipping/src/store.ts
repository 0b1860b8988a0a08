import type { Sql, Tx } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import type { Outcome, Shipment } from './shipment.ts'

type Reader = Sql | Tx

const columns = (sql: Reader) => sql`
  order_id as "orderId", member_id as "memberId", state, carrier, tracking_number as "trackingNumber",
  expected_on::text as "expectedOn", steps, version, answered_cancel as "answeredCancel"`

/** Undefined for an order of somebody else, as for one without a shipment. */
export async function findShipmentOf(
  sql: Reader,
  memberId: string,
  orderId: string,
): Promise<Shipment | undefined> {
  const [row] = await sql<Shipment[]>`select ${columns(sql)} from shipment where order_id = ${orderId}`
  return row?.memberId === memberId ? row : undefined
}

/** A member's shipments of the last three months without the stopped ones, newest first, at most 20. */
export async function listShipments(sql: Reader, memberId: string): Promise<Shipment[]> {
  return sql<Shipment[]>`
    select ${columns(sql)} from shipment
    where member_id = ${memberId} and opened_at > now() - interval '3 months' and state <> 'stopped'
    order by opened_at desc, order_id desc limit 20`
}

/** A shipment that nobody else touches until the transaction ends; `at` is the database's time at that moment. */
export interface Locked {
  shipment: Shipment
  at: string
}

export async function lockShipment(tx: Tx, orderId: string): Promise<Locked | undefined> {
  const [row] = await tx<Row[]>`
    select ${columns(tx)}, clock_timestamp() as at from shipment where order_id = ${orderId} for update`
  return row && lockedOf(row)
}

export async function lockTracked(tx: Tx, trackingNumber: string): Promise<Locked | undefined> {
  const [row] = await tx<Row[]>`
    select ${columns(tx)}, clock_timestamp() as at from shipment
    where tracking_number = ${trackingNumber} for update`
  return row && lockedOf(row)
}

/** Locks shipments on their way whose last step is `stepMs` ago, oldest first. Those that somebody else holds are left to him. */
export async function lockDue(
  tx: Tx,
  { stepMs, limit }: { stepMs: number; limit: number },
): Promise<Locked[]> {
  const rows = await tx<Row[]>`
    select ${columns(tx)}, clock_timestamp() as at from shipment
    where state not in ('delivered', 'stopped') and moved_at <= now() - make_interval(secs => ${stepMs / 1000})
    order by moved_at limit ${limit} for update skip locked`
  return rows.map(lockedOf)
}

/** When a shipment would begin now. `today` is the day in Asia/Seoul. */
export async function readClock(tx: Tx): Promise<{ at: string; today: string }> {
  const [row] = await tx<{ at: Date; today: string }[]>`
    select at, to_char(at at time zone 'Asia/Seoul', 'YYYY-MM-DD') as today from (select clock_timestamp() as at) as clock`
  return { at: row!.at.toISOString(), today: row!.today }
}

/** Writes a shipment that has just begun, with its event. An order that has one keeps it, and nothing is published. */
export async function insertShipment(tx: Tx, { shipment, event }: Outcome): Promise<void> {
  const { orderId, memberId, state, carrier, trackingNumber, expectedOn, steps, version } = shipment
  const inserted = await tx`
    insert into shipment (order_id, member_id, state, carrier, tracking_number, expected_on, steps, version)
    values (${orderId}, ${memberId}, ${state}, ${tx.json(carrier)}, ${trackingNumber}, ${expectedOn}, ${tx.json(steps)},
      ${version})
    on conflict (order_id) do nothing returning 1`
  if (inserted.length > 0) await publish(tx, event)
}

/** Writes what has become of a shipment, with its event. The shipment has to be locked. */
export async function updateShipment(tx: Tx, { shipment, event }: Outcome): Promise<void> {
  const { orderId, state, steps, version, answeredCancel } = shipment
  await tx`
    update shipment set state = ${state}, steps = ${tx.json(steps)}, version = ${version},
      answered_cancel = ${answeredCancel}, moved_at = case when state = ${state} then moved_at else now() end
    where order_id = ${orderId}`
  await publish(tx, event)
}

type Row = Shipment & { at: Date }

const lockedOf = ({ at, ...shipment }: Row): Locked => ({ shipment, at: at.toISOString() })
