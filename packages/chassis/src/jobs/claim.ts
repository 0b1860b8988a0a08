import type { Sql } from '../session.ts'

/** A job as its handler gets it. */
export interface Job {
  /** Grows within a key: an outside service can refuse what comes from an older one. */
  id: number
  queue: string
  key: string | null
  payload: unknown
  traceId: string | null
  createdAt: Date
  /** Which claim this is. Nobody else has had or will have the same one. */
  attempt: number
  /** Which try it is, from 1: claims that were released or redriven do not count. */
  tries: number
}

export interface Wanted {
  queue: string
  slots: number
  /** How many due jobs to look at, at least as many as there are slots. */
  look: number
  leaseMs: number
}

export interface Claimed {
  jobs: Job[]
  /** Due jobs may be left. */
  more: boolean
  /** How many of those looked at wait for an earlier one of their key. */
  blocked: number
  /** When the next job will be due or the next lease of another process ends, as far as it can be told. */
  soonMs: number | null
}

/** Beyond so many jobs that are due nobody waits for the end of a lease. */
const leasesSeen = 100
/** A job that waits for an earlier one of its key steps back by half its age, within these limits: it is not looked at again and again. */
const stepBack = { leastMs: 100, mostMs: 30_000 }

// Planned each time, as all statements of this folder that look for jobs: a plan kept from when the table was empty
// would read the whole of a grown one.
const statement = `
  with wanted as (
    select * from json_to_recordset($1::text::json) as wanted (queue text, slots int, look int, lease_ms int)
  ), due as materialized (
    select job.id, job.queue, job.run_at, wanted.slots, wanted.lease_ms, exists (
      select from job as earlier
      where earlier.queue = job.queue and earlier.key = job.key and earlier.id < job.id and earlier.blocks
    ) as has_earlier
    from wanted cross join lateral (
      select id, queue, key, run_at from job
      where queue = wanted.queue and dead_at is null and run_at <= now()
        and (lease_until is null or lease_until <= now())
      order by run_at
      limit wanted.look
      for update skip locked
    ) as job
  ), stepped_back as (
    update job set blocked = true, run_at = now() + least(
      greatest((now() - created_at) / 2, make_interval(secs => ${stepBack.leastMs / 1_000})),
      make_interval(secs => ${stepBack.mostMs / 1_000}))
    where id = any (array (select id from due where has_earlier))
  ), free as (
    select id, slots, lease_ms, row_number() over (partition by queue order by run_at) as place
    from due where not has_earlier
  ), taken as (
    update job set attempt = attempt + 1, blocked = false,
      lease_until = now() + make_interval(secs => free.lease_ms / 1000.0)
    from free where job.id = free.id and free.place <= free.slots
    returning job.*
  )
  select id, queue, key, payload, trace_id as "traceId", created_at as "createdAt", attempt,
    attempt - forgiven as tries, (select count(*) from due) as seen,
    (select count(*) from due where has_earlier) as blocked, (
      select extract(epoch from min(at) - now()) * 1000 from wanted cross join lateral (
        (select run_at as at from job
        where queue = wanted.queue and dead_at is null and run_at > now() order by run_at limit 1)
        union all
        select lease_until from (
          select lease_until from job
          where queue = wanted.queue and dead_at is null and run_at <= now() order by run_at limit ${leasesSeen}
        ) as leased where lease_until > now()
      ) as soon
    )::float8 as "soonMs"
  from (select) as always left join taken on true
  order by taken.run_at`

type Row = Job & { seen: number; blocked: number; soonMs: number | null }

/**
 * Takes what is due: the oldest of each queue, whoever had them when the lease is over, never one behind an unfinished
 * job of its key. Waits for no other process.
 */
export async function claim(sql: Sql, wanted: Wanted[]): Promise<Claimed> {
  const slots = wanted.map(({ leaseMs, ...each }) => ({ ...each, lease_ms: leaseMs }))
  const rows = await sql.unsafe<Row[]>(statement, [JSON.stringify(slots)])
  const { seen, blocked, soonMs } = rows[0]!
  const jobs = rows.filter(({ id }) => (id as number | null) !== null).map(jobOf)
  return { jobs, soonMs, blocked, more: wanted.some(({ look }) => seen >= look) }
}

const jobOf = ({ id, queue, key, payload, traceId, createdAt, attempt, tries }: Row): Job => ({
  id,
  queue,
  key,
  payload,
  traceId,
  createdAt,
  attempt,
  tries,
})
