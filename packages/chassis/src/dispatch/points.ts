/**
 * Where a process can be killed or held up by a test. `relay-read`, `after-produce` (and not yet marked) and `after-mark`
 * are in the relay of `database-messaging`, `before-produce` (committed, in memory only) and `after-acknowledge` in
 * `messaging`, `before-receive` and `after-receive` around the transaction that makes jobs of messages.
 */
export type DispatchPoint =
  | 'relay-read'
  | 'after-produce'
  | 'after-mark'
  | 'before-produce'
  | 'after-acknowledge'
  | 'before-receive'
  | 'after-receive'

/** Waited for. */
export type OnDispatchPoint = (point: DispatchPoint) => void | Promise<void>
