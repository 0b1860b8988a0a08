import { bffApi } from '@nowait/contract/bff'
import type { Handlers } from '@nowait/contract/implement'
import { Problem } from '@nowait/contract/problem'
import type { Caller } from '../access.ts'

type BffHandlers = Handlers<typeof bffApi, Caller>

/** What PostgreSQL or its client say when they are not there, full, starting, stopping or out of time. */
const away =
  /^(CONNECT_TIMEOUT|CONNECTION_\w+|ECONN\w+|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|08\w{3}|53\w{3}|57P0[1-5]|57014|55P03|25P0[34])$/

/** An error of the database that waiting may cure, as SERVICE_UNAVAILABLE with a time to wait; any other as it is. */
export function unavailable(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const code = (error as { code?: unknown }).code
  const isAway =
    (typeof code === 'string' && away.test(code)) || /connection to the database was lost/.test(error.message)
  return isAway ? new Problem('SERVICE_UNAVAILABLE', { retryAfterMs: 1_000 }) : error
}

/** The same handlers; a database that is away is 503 and a time to wait, not a bug. Pages say it part by part. */
export function orUnavailable(handlers: BffHandlers): BffHandlers {
  const wrapped = Object.entries(handlers).map(([name, handler]) => {
    if (bffApi.endpoints[name as keyof BffHandlers].kind === 'stream') return [name, handler]
    const run = handler as (input: unknown) => unknown
    return [
      name,
      async (input: unknown) => {
        try {
          return await run(input)
        } catch (error) {
          throw unavailable(error)
        }
      },
    ]
  })
  return Object.fromEntries(wrapped)
}
