import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '@nowait/chassis/testing/eventually'
import { freePort } from '@nowait/chassis/testing/free-port'
import { LabEvent, type LabKnobs } from '@nowait/contract/lab'
import { readEvents } from '../http/read-events.ts'
import { type Bff, type Browser, startBff } from '../testing/bff.ts'
import { everyRoute, whoMay } from '../testing/every-route.ts'

const entry = fileURLToPath(new URL('../../../lab/src/live/main.ts', import.meta.url))
const token = 'a credential for the lab'
let bff: Bff
let lab: ChildProcess
let operator: Browser

beforeAll(async () => {
  const port = String(await freePort())
  const env = { ...process.env, PORT: port, LAB: '1', LAB_TOKEN: token, LOG_LEVEL: 'warn' }
  lab = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const url = `http://127.0.0.1:${port}`
  bff = await startBff({ env: { LAB_URL: url, LAB_TOKEN: token } })
  operator = await whoMay(
    bff,
    everyRoute.find(({ name }) => name === 'labRun')!,
  )
  const isReady = () =>
    fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  await eventually(isReady, { withinMs: 30_000 })
}, 60_000)
afterAll(async () => {
  lab.disconnect()
  await once(lab, 'exit')
  await bff.stop()
}, 60_000)

const run = async (query: Partial<LabKnobs>, signal?: AbortSignal) => {
  const { body } = await operator.client.labRun({ query, signal })
  return readEvents(body!)
}

test('an operator runs a comparison and sees it go on; what is no choice or one too many is refused', async () => {
  const leave = new AbortController()
  const first = await run({ seconds: 60 }, leave.signal)
  expect(LabEvent.parse(JSON.parse((await first.next()).value!))).toEqual({ type: 'preparing' })
  expect(await operator.client.labState()).toMatchObject({ busy: true })
  await expect(run({})).rejects.toMatchObject({ code: 'LAB_BUSY', status: 409 })
  await expect(run({ mode: 'messaging' })).rejects.toMatchObject({ code: 'BROKER_NOT_CONFIGURED' })
  await expect(run({ clients: 51 })).rejects.toMatchObject({ code: 'INVALID_REQUEST' })

  // Leaving ends it, and makes room.
  leave.abort()
  await eventually(async () => !(await operator.client.labState()).busy)
  const events: LabEvent[] = []
  for await (const data of await run({ seconds: 4, clients: 5 }))
    events.push(LabEvent.parse(JSON.parse(data)))
  const types = new Set(events.map(({ type }) => type))
  expect([...types].filter((type) => type !== 'settling')).toEqual(['preparing', 'started', 'tick', 'done'])
  const last = events.at(-1)
  if (last?.type !== 'done') throw new Error('The run did not end')
  expect(last.result).toMatchObject({ simulated: false, knobs: { mode: 'database', clients: 5 } })
  for (const lane of [last.result.waiting, last.result.deferred]) {
    expect(lane.before.answered + lane.fault.answered + lane.after.answered).toBeGreaterThan(0)
    expect(lane.missing).toBe(0)
  }
}, 180_000)

test('a shop that was started without its lab says so, and a lab that is away is no bug of ours', async () => {
  const without = await startBff()
  const { client } = await whoMay(
    without,
    everyRoute.find(({ name }) => name === 'labRun')!,
  )
  await expect(client.labState()).rejects.toMatchObject({ code: 'LAB_OFF', status: 409 })
  await expect(client.labRun({ query: {} })).rejects.toMatchObject({ code: 'LAB_OFF' })
  await without.stop()

  const away = await startBff({ env: { LAB_URL: 'http://127.0.0.1:9', LAB_TOKEN: token } })
  const there = await whoMay(
    away,
    everyRoute.find(({ name }) => name === 'labRun')!,
  )
  await expect(there.client.labRun({ query: {} })).rejects.toMatchObject({
    code: 'UPSTREAM_UNREACHABLE',
    status: 503,
  })
  await away.stop()
}, 60_000)
