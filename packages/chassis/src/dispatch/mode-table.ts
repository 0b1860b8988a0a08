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
