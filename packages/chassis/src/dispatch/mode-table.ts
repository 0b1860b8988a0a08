import type { Mode } from './integration.ts'

interface ModeFacts {
  /** What the process has accepted may be gone when it ends. */
  mayLose: boolean
  needsBroker: boolean
}

/** What the choice of a mode depends on. */
export const modeTable: Record<Mode, ModeFacts> = {
  inline: { mayLose: false, needsBroker: false },
  thread: { mayLose: true, needsBroker: false },
  database: { mayLose: false, needsBroker: false },
  messaging: { mayLose: true, needsBroker: true },
  'database-messaging': { mayLose: false, needsBroker: true },
}

export const isMode = (text: string): text is Mode => Object.hasOwn(modeTable, text)

export type ModeRefusal = 'MODE_UNKNOWN' | 'MODE_MAY_LOSE' | 'BROKER_NOT_CONFIGURED'

/** What a process and an integration allow. */
export interface Allowed {
  broker: boolean
  mayBeLost: boolean
}

/** Why a mode cannot be; undefined when it can. */
export function refuseMode(mode: string, { broker, mayBeLost }: Allowed): ModeRefusal | undefined {
  if (!isMode(mode)) return 'MODE_UNKNOWN'
  if (modeTable[mode].needsBroker && !broker) return 'BROKER_NOT_CONFIGURED'
  if (modeTable[mode].mayLose && !mayBeLost) return 'MODE_MAY_LOSE'
  return undefined
}

export const possibleModes = (allowed: Allowed): Mode[] =>
  Object.keys(modeTable)
    .filter(isMode)
    .filter((mode) => !refuseMode(mode, allowed))
