import { randomUUIDv7 } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createLog } from '@nowait/chassis/log'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { createClient } from '@nowait/contract/client'
import { memberHeader } from '@nowait/contract/headers'
import type { pointApi } from '@nowait/contract/point'
import { pointRoutes } from '@nowait/contract/point.routes'
import { createApp } from '../app.ts'

const token = 'credential of the tests'
const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The app on a database of its own, its answers checked against the contract. */
export async function startTestApp() {
  const { database, drop } = await testDatabase({ schema: 'point', directories: [migrations] })
  const log = createLog({ name: 'point', level: 'error' })
  const app = createApp({ database, token, log, check: true })

  /** The API as the BFF or the order service calls it for a member, a new one unless named. */
  function clientOf(member: string = randomUUIDv7()) {
    return createClient<typeof pointApi>(pointRoutes, (url, init) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${token}`)
      headers.set(memberHeader, member)
      return app.request(url, { ...init, headers })
    })
  }
  return { app, database, clientOf, drop }
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

/** The body of an accrual and its key, with what a test does not care about filled in. */
export function accrualOf(given: {
  reference: string
  points?: number
  state?: 'pending' | 'accrued'
  key?: string
}) {
  const { reference, points = 100, state = 'accrued', key = randomUUIDv7() } = given
  const reason = reference.startsWith('order:') ? ('purchase' as const) : ('login' as const)
  return { headers: { 'idempotency-key': key }, body: { reference, points, state, reason } }
}

export const revocationOf = ({ reference, key = randomUUIDv7() }: { reference: string; key?: string }) => ({
  headers: { 'idempotency-key': key },
  body: { reference },
})
