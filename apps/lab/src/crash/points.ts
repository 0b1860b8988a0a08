import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { Ending } from '@nowait/chassis/testing/postgres-server'

/** What is done to whom, and where it is at that moment. */
export type Fault =
  | { kind: 'kill'; who: 'writer' | 'worker'; at?: string }
  | { kind: 'sleep'; who: 'worker'; at: string }
  | { kind: 'postgres'; how: Ending }
  /** The process is ended while all it has accepted is in its memory: by a signal, or by asking it to stop. */
  | { kind: 'hold'; how: 'kill' | 'stop' }

export interface Point {
  name: string
  fault: Fault
}

const killOf = (who: 'writer' | 'worker', ...at: string[]): Point[] =>
  at.map((name) => ({ name, fault: { kind: 'kill', who, at: name } }))

const writers: Point[] = [
  { name: 'writer-random', fault: { kind: 'kill', who: 'writer' } },
  ...killOf('writer', 'writer-before-commit', 'writer-after-commit'),
]

const workers: Point[] = [
  { name: 'worker-random', fault: { kind: 'kill', who: 'worker' } },
  ...killOf('worker', 'before-claim', 'after-claim', 'after-call', 'before-commit', 'after-commit'),
]

/** Every way to end the processes that a mode consists of: `--kills` are shared among them. */
export const killPoints: Record<Mode, Point[]> = {
  inline: writers,
  thread: [
    ...writers,
    { name: 'kill-while-held', fault: { kind: 'hold', how: 'kill' } },
    { name: 'stop-while-held', fault: { kind: 'hold', how: 'stop' } },
  ],
  database: [...writers, ...workers],
  messaging: [...writers, ...workers],
  'database-messaging': [...writers, ...workers],
}

/** What else happens to durable modes; it ends no process of theirs, so it counts on top. */
export const otherPoints: Point[] = [
  { name: 'sleep-3-leases', fault: { kind: 'sleep', who: 'worker', at: 'after-call' } },
  { name: 'sleep-in-transaction', fault: { kind: 'sleep', who: 'worker', at: 'before-commit' } },
  { name: 'postgres-fast', fault: { kind: 'postgres', how: 'fast' } },
  { name: 'postgres-immediate', fault: { kind: 'postgres', how: 'immediate' } },
  { name: 'postgres-kill', fault: { kind: 'postgres', how: 'kill' } },
]

export const isDurable = (mode: Mode) => mode === 'database' || mode === 'database-messaging'
export const needsBroker = (mode: Mode) => mode === 'messaging' || mode === 'database-messaging'
