// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { problemResponse, type ProblemCode } from '@nowait/contract/problem'
import { send } from './api.ts'
import { toasts } from './toast.ts'

const done = () => new Response('{}', { status: 201 })
const refused = (code: ProblemCode, retryAfterMs: number) => problemResponse(code, { retryAfterMs })

/** The server's answers, one after the other; the last one stays. */
function serve(...answers: (() => Response)[]) {
  const fetch = vi.fn(async (_url: string, _init: RequestInit) =>
    answers[Math.min(fetch.mock.calls.length, answers.length) - 1]!(),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}
const post = () => send('/api/orders', { method: 'POST', body: '{"quantity":1}' })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  toasts.set([])
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('what was refused because so much is asked is sent again by itself, as it was, and said so', async () => {
  const fetch = serve(() => refused('OVERLOADED', 2_000), done)
  const answer = post()
  await vi.waitFor(() => expect(toasts.get()).toHaveLength(1), { timeout: 10_000 })
  expect(toasts.get()[0]!.text).toBe(
    '지금 찾는 분이 많아 바로 답하지 못했어요. 2초쯤 뒤 저절로 다시 보낼게요.',
  )
  await vi.advanceTimersByTimeAsync(3_000)
  expect((await answer).status).toBe(201)
  expect(fetch.mock.calls.map(([, { body }]) => body)).toEqual(['{"quantity":1}', '{"quantity":1}'])
})

test('after three more times it is left to the customer', async () => {
  const fetch = serve(() => refused('UPSTREAM_CIRCUIT_OPEN', 1_000))
  const answer = post()
  await vi.advanceTimersByTimeAsync(60_000)
  expect((await answer).status).toBe(503)
  expect(fetch).toHaveBeenCalledTimes(4)
})

test('nobody is kept waiting for long, and what may have been done is not sent twice', async () => {
  for (const answer of [refused('RATE_LIMITED', 60_000), refused('SERVICE_UNAVAILABLE', 1_000)]) {
    const fetch = serve(() => answer.clone())
    expect((await post()).status).toBe(answer.status)
    expect(fetch).toHaveBeenCalledOnce()
  }
})
