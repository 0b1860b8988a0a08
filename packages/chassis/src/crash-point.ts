/**
 * Where a test can end or hold up a process. Jobs: `before-claim` to `after-commit`, where `after-call` is when the handler
 * is through and `before-commit` when all of its end is written but the COMMIT. `relay-read`, `after-produce` (and not yet
 * marked) and `after-mark` are in the relay of `database-messaging`, `before-produce` (committed, in memory only) and
 * `after-acknowledge` in `messaging`, `before-receive` and `after-receive` around the transaction that makes jobs of
 * messages.
 */
export type CrashPoint =
  | 'before-claim'
  | 'after-claim'
  | 'after-call'
  | 'before-commit'
  | 'after-commit'
  | 'relay-read'
  | 'after-produce'
  | 'after-mark'
  | 'before-produce'
  | 'after-acknowledge'
  | 'before-receive'
  | 'after-receive'

/** Waited for where it is given; nobody gives one but tests. */
export type OnPoint = (point: CrashPoint) => void | Promise<void>
