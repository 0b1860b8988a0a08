import type { Log } from '../log.ts'
import type { Integrations, Mode } from './integration.ts'
import { type ModeRefusal, modeTable, refuseMode } from './mode-table.ts'

/** `login-points` is set by MODE_LOGIN_POINTS. */
export const modeVariable = (name: string) => `MODE_${name.replaceAll('-', '_').toUpperCase()}`

/**
 * The mode of each integration: that of the table, or of the environment. Throws one error that names every wrong one.
 * The table may not choose a mode that loses what may not be lost; the environment may, for a comparison, with a warning.
 */
export function chosenModes(
  integrations: Integrations,
  { log, env = process.env, broker = false }: { log: Log; env?: NodeJS.ProcessEnv; broker?: boolean },
): Map<string, Mode> {
  const problems = unknownVariables(integrations, env)
  const chosen = new Map<string, Mode>()
  for (const [name, { mode: written, mayBeLost }] of Object.entries(integrations)) {
    const given = env[modeVariable(name)] || undefined
    const mode = given ?? written
    const refusal = refuseMode(mode, { broker, mayBeLost: mayBeLost || given !== undefined })
    if (refusal) problems.push(`${given ? modeVariable(name) : name}: ${mode}: ${reasons[refusal]}`)
    else chosen.set(name, mode as Mode)
    if (!refusal && !mayBeLost && modeTable[mode as Mode].mayLose)
      log.warn({ integration: name, mode }, 'this mode may lose what may not be lost')
  }
  if (problems.length > 0) throw new Error(`These modes cannot be:\n  ${problems.join('\n  ')}`)
  return chosen
}

const reasons: Record<ModeRefusal, string> = {
  MODE_UNKNOWN: `MODE_UNKNOWN, expected one of ${Object.keys(modeTable).join(', ')}`,
  MODE_MAY_LOSE: 'MODE_MAY_LOSE, this integration may not be lost when a process ends',
  BROKER_NOT_CONFIGURED: 'BROKER_NOT_CONFIGURED, set KAFKA_BROKERS or choose another mode',
}

// A misspelt name would leave the mode as it was, and the comparison would compare something else.
function unknownVariables(integrations: Integrations, env: NodeJS.ProcessEnv): string[] {
  const known = new Set(Object.keys(integrations).map(modeVariable))
  return Object.entries(env)
    .filter(([name, value]) => name.startsWith('MODE_') && value && !known.has(name))
    .map(
      ([name]) => `${name}: no integration of this process has that name, expected ${[...known].join(', ')}`,
    )
}
