import type { Mode } from './integration.ts'

/** What a mode promises; `dispatch.features.ts` holds each of them to it. */
export interface ModeFacts {
  /** What a process has accepted may be gone when it ends. */
  mayLose: boolean
  needsBroker: boolean
  /** What the caller waits for. */
  callerWaitsFor: 'the outside' | 'the commit'
  /** The transaction rolls back. */
  onRollback: 'has already happened' | 'never happens'
  /** The outside fails, once or for as long as there are tries. */
  onFailure: 'caller sees the error' | 'retried, then given up' | 'retried, then dead'
  /** kill -9 of the process. */
  onKill:
    | 'caller sees the error'
    | 'lost and counted'
    | 'lost and counted until the broker has it'
    | 'nothing lost'
  /** The same `unique` twice. */
  onDuplicate: 'same idempotency key' | 'carried out once' | 'accepted once'
}

/** The guarantee table. */
export const modeTable: Record<Mode, ModeFacts> = {
  inline: {
    mayLose: false,
    needsBroker: false,
    callerWaitsFor: 'the outside',
    onRollback: 'has already happened',
    onFailure: 'caller sees the error',
    onKill: 'caller sees the error',
    onDuplicate: 'same idempotency key',
  },
  thread: {
    mayLose: true,
    needsBroker: false,
    callerWaitsFor: 'the commit',
    onRollback: 'never happens',
    onFailure: 'retried, then given up',
    onKill: 'lost and counted',
    onDuplicate: 'same idempotency key',
  },
  database: {
    mayLose: false,
    needsBroker: false,
    callerWaitsFor: 'the commit',
    onRollback: 'never happens',
    onFailure: 'retried, then dead',
    onKill: 'nothing lost',
    onDuplicate: 'accepted once',
  },
  messaging: {
    mayLose: true,
    needsBroker: true,
    callerWaitsFor: 'the commit',
    onRollback: 'never happens',
    onFailure: 'retried, then dead',
    onKill: 'lost and counted until the broker has it',
    onDuplicate: 'carried out once',
  },
  'database-messaging': {
    mayLose: false,
    needsBroker: true,
    callerWaitsFor: 'the commit',
    onRollback: 'never happens',
    onFailure: 'retried, then dead',
    onKill: 'nothing lost',
    onDuplicate: 'accepted once',
  },
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
