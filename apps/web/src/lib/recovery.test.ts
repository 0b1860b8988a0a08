// @vitest-environment happy-dom
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { ClientProblem } from '@nowait/contract/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { explainer } from './trouble.ts'
import { pageQuery } from './page-stream.ts'
import { startRecovery } from './recovery.ts'

const input = { params: { id: '0199c000-0002-7000-8000-000000000001' } }
const line = (part: string, rest: object) => JSON.stringify({ part, ms: 1, ...rest })
const good = (part: string) => line(part, { state: 'ready', data: part })
const open = (retryAfterMs?: number) => ({
  code: 'UPSTREAM_CIRCUIT_OPEN',
  title: '',
  service: 'point',
  since: '2026-11-22T05:03:20.000Z',
  retryAfterMs,
})
const missing = (part: string, problem = open(3_000)) => line(part, { state: 'unavailable', problem })

let client: QueryClient
let leave: () => void
let stop: () => void
let asked = 0
let hidden: boolean

/** The page as the server gives it, look by look. */
function serve(...pages: string[][]): void {
  vi.stubGlobal('fetch', async () => {
    const lines = pages[Math.min(asked, pages.length - 1)]!
    asked += 1
    const headers = { 'content-type': 'application/x-ndjson', 'nowait-parts': 'order,shipping,point' }
    return new Response(lines.map((each) => `${each}\n`).join(''), { headers })
  })
}
const pointState = () =>
  client.getQueryData<Record<string, { state: string }>>(['orderPage', input])?.['point']?.state
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.spyOn(Math, 'random').mockReturnValue(0)
  hidden = false
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden)
  asked = 0
  client = new QueryClient()
  stop = startRecovery(client)
})
afterEach(() => {
  leave()
  stop()
  client.clear()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const look = () => {
  leave = new QueryObserver(client, pageQuery('orderPage', input)).subscribe(() => undefined)
  return pass(1)
}
const healthy = ['order', 'shipping', 'point'].map(good)

test('a part whose circuit is open is asked for again when the answer said so, and no other part', async () => {
  serve([good('order'), good('shipping'), missing('point')], healthy.with(0, missing('order')))
  await look()
  expect(pointState()).toBe('unavailable')
  await pass(2_900)
  expect(asked).toBe(1)
  await pass(200)
  expect(pointState()).toBe('ready')
  expect(client.getQueryData<Record<string, object>>(['orderPage', input])).toMatchObject({
    order: { state: 'ready' },
  })
  await pass(120_000)
  expect(asked).toBe(2)
})

test('it is said whose circuit it is, since when, and when we look again', async () => {
  serve([good('order'), good('shipping'), missing('point')])
  await look()
  const explains = () => expect(explainer.get()({ code: 'OVERLOADED' }, 'ours')).toBeDefined()
  await vi.waitFor(explains, { timeout: 10_000 })
  const said = explainer.get()({ ...open(3_000), code: 'UPSTREAM_CIRCUIT_OPEN' }, 'ours')
  expect(said).toBe(
    '포인트 시스템이 계속 답하지 못해 잠시 쉬게 하고 있어요. 오후 2:03:20부터 그래요. 3초쯤 뒤 저절로 다시 확인해요.',
  )
})

test('where nobody says when, we ask less and less often', async () => {
  serve([good('order'), good('shipping'), missing('point', open())])
  await look()
  await pass(10_100)
  expect(asked).toBe(2)
  await pass(19_000)
  expect(asked).toBe(2)
  await pass(1_200)
  expect(asked).toBe(3)
  await pass(600_000)
  expect(asked).toBeLessThan(15)
})

test('a page that nobody sees asks nothing, and asks at once when somebody looks again', async () => {
  serve([good('order'), good('shipping'), missing('point')], healthy)
  await look()
  hidden = true
  await pass(60_000)
  expect(asked).toBe(1)
  hidden = false
  document.dispatchEvent(new Event('visibilitychange'))
  await pass(1)
  expect(pointState()).toBe('ready')
})

test('a page that was left is not asked for', async () => {
  serve([good('order'), good('shipping'), missing('point')])
  await look()
  leave()
  await pass(60_000)
  expect(asked).toBe(1)
})

test('any answer that failed for a passing reason comes by itself, and a refusal is left alone', async () => {
  const answers = [new ClientProblem('OVERLOADED', 503), new ClientProblem('ORDER_NOT_FOUND', 404)]
  const queryFn = vi.fn(async () => Promise.reject(answers[Math.min(1, queryFn.mock.calls.length - 1)]!))
  leave = new QueryObserver(client, { queryKey: ['getOrder'], queryFn, retry: false }).subscribe(
    () => undefined,
  )
  await pass(1)
  expect(queryFn).toHaveBeenCalledTimes(1)
  await pass(10_100)
  expect(queryFn).toHaveBeenCalledTimes(2)
  await pass(300_000)
  expect(queryFn).toHaveBeenCalledTimes(2)
})
