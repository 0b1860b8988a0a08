import { AsyncLocalStorage } from 'node:async_hooks'
import postgres from 'postgres'
import { openPool } from './session-pool.ts'
import { openSession, type Session, type Sql } from './session.ts'

/** SQL inside a transaction. */
export interface Tx extends Sql {
  /** Runs a part that may fail by itself: its rows and its `afterCommit` are undone, the transaction goes on. */
  savepoint<T>(run: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs once COMMIT was acknowledged: never after a rollback, nor when the outcome is unknown. */
  afterCommit(run: () => void): void
  /** Runs when nobody answered COMMIT: it may have happened or not. */
  ifUnknown(run: () => void): void
}

interface State {
  open: boolean
  /** COMMIT was sent. */
  committing: boolean
  afterCommit: Array<() => void>
  ifUnknown: Array<() => void>
}

const context = new AsyncLocalStorage<{ open: boolean }>()

/** Whether the caller runs inside a transaction, where nobody may wait for another process. */
export function insideTransaction(): boolean {
  return context.getStore()?.open === true
}

/** Runs transactions, each on one of at most `max` sessions of its own; the others wait their turn. */
export function openTransactions({ url, name, max }: { url: string; name: string; max: number }) {
  const pool = openPool(() => openSession(url, { name }), max)

  async function transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    if (insideTransaction()) throw new Error('A transaction cannot be opened inside another one')
    const session = await pool.take()
    const state: State = { open: true, committing: false, afterCommit: [], ifUnknown: [] }
    let result: T
    try {
      result = await untilLost(session, inTransaction(session.sql, state, run))
    } catch (error) {
      if (state.committing && !isAnswer(error)) state.ifUnknown.forEach(callHook)
      throw error
    } finally {
      pool.give(session)
    }
    state.afterCommit.forEach(callHook)
    return result
  }

  return { transaction, close: pool.close }
}

async function inTransaction<T>(sql: Sql, state: State, run: (tx: Tx) => Promise<T>): Promise<T> {
  await sql.unsafe('begin')
  let result: T
  try {
    result = await context.run(state, () => run(createTx(sql, state)))
  } catch (error) {
    // When this fails too, the connection is gone and the server has rolled back by itself.
    await sql.unsafe('rollback').catch(() => {})
    throw error
  } finally {
    state.open = false
  }
  state.committing = true
  const { command } = await sql.unsafe('commit')
  if (command !== 'COMMIT') {
    state.committing = false
    throw new Error('Rolled back: a statement had failed and its error was swallowed')
  }
  return result
}

// Whoever says ERROR has rolled back; FATAL, or a lost connection, may come after the commit.
const isAnswer = (error: unknown) => error instanceof postgres.PostgresError && error.severity === 'ERROR'

function createTx(sql: Sql, state: State): Tx {
  const { afterCommit, ifUnknown } = state
  let savepoints = 0
  const tagged = (...args: Parameters<Sql>) => {
    if (!state.open) throw new Error('The transaction is over')
    return sql(...args)
  }
  const tx = Object.assign(tagged, sql, {
    async savepoint<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
      const name = `s${++savepoints}`
      const before = [afterCommit.length, ifUnknown.length] as const
      await sql.unsafe(`savepoint ${name}`)
      try {
        return await run(tx)
      } catch (error) {
        await sql.unsafe(`rollback to ${name}`)
        ;[afterCommit.length, ifUnknown.length] = before
        throw error
      }
    },
    afterCommit: (hook: () => void) => void afterCommit.push(hook),
    ifUnknown: (hook: () => void) => void ifUnknown.push(hook),
  }) as Tx
  return tx
}

// The server ends a transaction that idles too long; then its caller must not wait for code that may never come back.
function untilLost<T>({ lost }: Session, work: Promise<T>): Promise<T> {
  if (lost.aborted) return work
  return new Promise((resolve, reject) => {
    const onLost = () => reject(lost.reason)
    lost.addEventListener('abort', onLost, { once: true })
    work.then(resolve, reject).finally(() => lost.removeEventListener('abort', onLost))
  })
}

function callHook(hook: () => void): void {
  try {
    hook()
  } catch (error) {
    // The transaction has been committed: its caller must not be told otherwise.
    process.emitWarning(error instanceof Error ? error : new Error(String(error)))
  }
}
