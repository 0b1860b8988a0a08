import type { Sql } from '../session.ts'
import { describeIntegrations } from './described.ts'
import type { Mode } from './integration.ts'
import { type ModeRefusal, refuseMode } from './mode-table.ts'

/** Tells the processes of a schema that a mode was chosen. */
export const modeChannel = (schema: string) => `dispatch_mode:${schema}`

export type ModeAnswer = 'CHOSEN' | 'INTEGRATION_UNKNOWN' | ModeRefusal

/**
 * Chooses a mode for what is accepted from now on, in all processes of the schema, within 2 s and across their
 * restarts; what was accepted before finishes under the mode that took it. Writes down who did it.
 */
export async function setMode(
  sql: Sql,
  { integration, mode, actor }: { integration: string; mode: string; actor: string },
): Promise<ModeAnswer> {
  const described = (await describeIntegrations(sql)).get(integration)
  if (!described) return 'INTEGRATION_UNKNOWN'
  const refusal = refuseMode(mode, described)
  if (refusal) return refusal
  await sql`
    with before as (select mode from dispatch_mode where integration = ${integration}),
      chosen as (
        insert into dispatch_mode (integration, mode, actor) values (${integration}, ${mode}, ${actor})
        on conflict (integration) do update set mode = excluded.mode, actor = excluded.actor, at = now()
      ),
      audited as (
        insert into operation_audit (actor, action, target, detail)
        values (${actor}, 'set-mode', ${integration},
          jsonb_build_object('mode', ${mode}::text, 'before', (select mode from before)))
      )
    select pg_notify('dispatch_mode:' || current_schema(), '')`
  return 'CHOSEN'
}

/** Goes back to the mode of the table or the environment. False when none had been chosen. */
export async function clearMode(
  sql: Sql,
  { integration, actor }: { integration: string; actor: string },
): Promise<boolean> {
  const cleared = await sql`
    with cleared as (delete from dispatch_mode where integration = ${integration} returning mode),
      audited as (
        insert into operation_audit (actor, action, target, detail)
        select ${actor}, 'clear-mode', ${integration}, jsonb_build_object('before', mode) from cleared
      )
    select pg_notify('dispatch_mode:' || current_schema(), '') from cleared`
  return cleared.length > 0
}

export interface ChosenMode {
  mode: Mode
  actor: string
  at: Date
}

/** What operators have chosen, by integration. */
export async function readChosenModes(sql: Sql): Promise<Map<string, ChosenMode>> {
  const rows = await sql<(ChosenMode & { integration: string })[]>`
    select integration, mode, actor, at from dispatch_mode`
  return new Map(rows.map(({ integration, ...chosen }) => [integration, chosen]))
}
