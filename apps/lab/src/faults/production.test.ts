import { afterEach, expect, test } from 'vitest'
import { eventually } from '@nowait/chassis/testing/eventually'
import { freePort } from '@nowait/chassis/testing/free-port'
import { type Child, startNode } from '../measure/children.ts'
import { setFaults } from './set-faults.ts'

const token = 'the-token-of-this-service'
let child: Child | undefined
afterEach(() => child?.stop())

/** The point service as it is started for customers; it needs no database to say that it lives. */
async function startPoint(env: Record<string, string>) {
  const port = await freePort()
  const nowhere = 'postgres://nobody:nothing@127.0.0.1:1/nothing'
  const settings = { PORT: String(port), DATABASE_URL: nowhere, POINT_TOKEN: token, LAB: '', NODE_ENV: '' }
  child = startNode('apps/services/point/src/main.ts', { ...settings, ...env })
  const url = `http://127.0.0.1:${port}`
  await eventually(async () => (await fetch(`${url}/health`)).ok, { withinMs: 30_000 })
  return { url, token }
}

test(
  'a service that was started as always has no faults to set, whoever asks',
  { timeout: 60_000 },
  async () => {
    const service = await startPoint({})
    await expect(setFaults(service, [{ kind: 'error' }])).rejects.toThrow('404')
    expect((await fetch(`${service.url}/health`)).status).toBe(200)
  },
)

test('started with LAB=1 it fails when it is told to', { timeout: 60_000 }, async () => {
  const service = await startPoint({ LAB: '1' })
  await setFaults(service, [{ kind: 'error', path: '/points' }])
  expect((await fetch(`${service.url}/points`)).status).toBe(500)
})
