import type { ForceChoice, ForcedPhase, GuardForce } from '@nowait/contract/guards'
import type { Sql } from '../session.ts'
import type { GuardRegistry } from './registry.ts'

/** What an operator did last to the breakers of one name; without a phase they were reset, or the force is over. */
export interface Force {
  guard: string
  turn: number
  phase: ForcedPhase | null
}

const actions = { 'forced-open': 'force-open', 'forced-closed': 'force-closed' } as const

/**
 * Holds the breakers of one name open or closed, in all processes of the schema, within 2 s, across their restarts, and
 * until it is over by itself: a force that somebody forgot would be an outage, or no protection. Or resets them. Writes
 * down who did it. False when no process has had such a breaker lately.
 */
export async function forceGuard(
  sql: Sql,
  { guard, actor, choice }: { guard: string; actor: string; choice: ForceChoice },
): Promise<boolean> {
  const { phase } = choice
  const forMs = phase === null ? null : choice.forMs
  const forced = await sql`
    with known as (
      select from guard_state, jsonb_array_elements(state -> 'guards') as each
      where each ->> 'name' = ${guard} and each -> 'breaker' <> 'null' and ${lately(sql)}
      limit 1
    ), forced as (
      insert into guard_force (guard, turn, phase, until, actor)
      select ${guard}, 1, ${phase}::text, now() + ${forMs}::float8 * interval '1 ms', ${actor} from known
      on conflict (guard) do update set turn = guard_force.turn + 1, phase = excluded.phase,
        until = excluded.until, actor = excluded.actor, at = now()
      returning until
    )
    insert into operation_audit (actor, action, target, detail)
    select ${actor}, ${phase === null ? 'reset' : actions[phase]}, ${guard},
      jsonb_strip_nulls(jsonb_build_object('until', until)) from forced
    returning id`
  return forced.length > 0
}

/** Those of processes that run, or ended a short while ago. */
export const lately = (sql: Sql) => sql`seen_at > now() - interval '10 minutes'`

/** What is in force now. */
export async function listForces(sql: Sql): Promise<GuardForce[]> {
  const rows = await sql<(Omit<GuardForce, 'at' | 'until'> & { at: Date; until: Date })[]>`
    select guard, phase, actor, at, until from guard_force where until > now() order by guard`
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), until: row.until.toISOString() }))
}

/** Carries out in this process what it has not carried out yet; asked again and again with all there is. */
export function followForces(registry: GuardRegistry): (forces: readonly Force[]) => void {
  const done = new Map<string, Force>()
  let isFirst = true
  return (forces) => {
    for (const force of forces) {
      const guard = registry.guard(force.guard)
      const before = done.get(force.guard)
      if (!guard || (before?.turn === force.turn && before.phase === force.phase)) continue
      done.set(force.guard, force)
      if (force.phase === 'forced-open') guard.forceOpen()
      else if (force.phase === 'forced-closed') guard.forceClosed()
      // What was over before this process began is nothing to it.
      else if (!isFirst) guard.reset(before?.turn === force.turn ? 'force-over' : 'operator')
    }
    isFirst = false
  }
}
