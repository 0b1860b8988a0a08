import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { Ending } from '@nowait/chassis/testing/postgres-server'

/** `leader`: whichever process leads the relay. */
export type Victim = 'writer' | 'worker' | 'any' | 'leader'

/** What is done to whom, and where it is at that moment. */
export type Fault =
  | { kind: 'kill'; who: Victim; at?: string }
  | { kind: 'sleep'; who: 'worker'; at: string }
  | { kind: 'postgres'; how: Ending }
  | { kind: 'kafka'; how: 'stop' | 'kill' }
  /** The process is ended while all it has accepted is in its memory: by a signal, or by asking it to stop. */
  | { kind: 'hold'; how: 'kill' | 'stop' }

export interface Point {
  name: string
  fault: Fault
}

const killOf = (who: Victim, ...at: string[]): Point[] =>
  at.map((name) => ({ name, fault: { kind: 'kill', who, at: name } }))

const writers: Point[] = [
  { name: 'writer-random', fault: { kind: 'kill', who: 'writer' } },
  ...killOf('writer', 'writer-before-commit', 'writer-after-commit'),
]

const workers: Point[] = [
  { name: 'worker-random', fault: { kind: 'kill', who: 'worker' } },
  ...killOf('worker', 'before-claim', 'after-claim', 'after-call', 'before-commit', 'after-commit'),
]

const held: Point[] = [
  { name: 'kill-while-held', fault: { kind: 'hold', how: 'kill' } },
  { name: 'stop-while-held', fault: { kind: 'hold', how: 'stop' } },
]

const receivers = killOf('any', 'before-receive', 'after-receive')

/** Every way to end the processes that a mode consists of: `--kills` are shared among them. */
export const killPoints: Record<Mode, Point[]> = {
  inline: writers,
  thread: [...held, ...writers],
  database: [...writers, ...workers],
  messaging: [
    ...held,
    ...writers,
    ...killOf('writer', 'before-produce', 'after-acknowledge'),
    ...receivers,
    ...workers,
  ],
  'database-messaging': [
    ...writers,
    ...killOf('leader', 'relay-read', 'after-produce', 'after-mark'),
    ...receivers,
    ...workers,
  ],
}

const asleepOrRestarted: Point[] = [
  { name: 'sleep-3-leases', fault: { kind: 'sleep', who: 'worker', at: 'after-call' } },
  { name: 'sleep-in-transaction', fault: { kind: 'sleep', who: 'worker', at: 'before-commit' } },
  { name: 'postgres-fast', fault: { kind: 'postgres', how: 'fast' } },
  { name: 'postgres-immediate', fault: { kind: 'postgres', how: 'immediate' } },
  { name: 'postgres-kill', fault: { kind: 'postgres', how: 'kill' } },
]

const brokerRestarted: Point[] = [
  { name: 'kafka-stop', fault: { kind: 'kafka', how: 'stop' } },
  { name: 'kafka-kill', fault: { kind: 'kafka', how: 'kill' } },
]

/** What else happens to a mode; it ends no process of ours, so it counts on top of `--kills`. */
export const otherPoints: Record<Mode, Point[]> = {
  inline: [],
  thread: [],
  database: asleepOrRestarted,
  messaging: brokerRestarted,
  'database-messaging': [...asleepOrRestarted, ...brokerRestarted],
}

export const isDurable = (mode: Mode) => mode === 'database' || mode === 'database-messaging'
export const needsBroker = (mode: Mode) => mode === 'messaging' || mode === 'database-messaging'
