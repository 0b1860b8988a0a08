import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stubPage } from '../testing/page-fetch.ts'
import type { PageSoFar } from './page-parts.ts'
import { pageKey, pageQuery, primePart, retryParts } from './page-stream.ts'
import { createQueryClient } from './query-client.ts'

const input = { params: { id: '0199' } }
const names = ['order', 'shipping', 'point']
let client: QueryClient

beforeEach(() => {
  client = createQueryClient()
})
afterEach(() => {
  client.clear()
  vi.unstubAllGlobals()
})

const shown = (): PageSoFar<'orderPage'> => client.getQueryData(pageKey('orderPage', input)) ?? {}
const states = () => Object.fromEntries(Object.entries(shown()).map(([name, part]) => [name, part?.state]))
const open = () => client.query(pageQuery('orderPage', input))

test('each part is there as soon as its line has come', async () => {
  const page = stubPage(names)
  const reading = open()
  await vi.waitFor(() => expect(page.fetch).toHaveBeenCalledOnce())
  page.stream().send({ part: 'point', state: 'ready', data: null, ms: 3 })
  await vi.waitFor(() => expect(states()).toEqual({ point: 'ready' }))
  page.stream().send({ part: 'order', state: 'ready', data: { id: '0199' }, ms: 8 })
  await vi.waitFor(() => expect(states()).toEqual({ point: 'ready', order: 'ready' }))
  page.stream().send({ part: 'shipping', state: 'unavailable', problem: { code: 'UPSTREAM_TIMEOUT' }, ms: 9 })
  page.stream().end()
  await reading
  expect(states()).toEqual({ order: 'ready', point: 'ready', shipping: 'unavailable' })
})

test('a line cut in the middle marks what is missing and keeps what has come', async () => {
  const page = stubPage(names)
  const reading = open()
  await vi.waitFor(() => expect(page.fetch).toHaveBeenCalledOnce())
  page.stream().send({ part: 'order', state: 'ready', data: { id: '0199' }, ms: 8 })
  await vi.waitFor(() => expect(states()).toEqual({ order: 'ready' }))
  page.stream().cut()
  await reading
  expect(states()).toEqual({ order: 'ready', shipping: 'unavailable', point: 'unavailable' })
  expect(shown().point).toMatchObject({ problem: { code: 'UNREACHABLE' } })
})

test('looking again never blanks a part', async () => {
  const page = stubPage(names)
  const first = open()
  await vi.waitFor(() => expect(page.fetch).toHaveBeenCalledOnce())
  for (const part of names) page.stream().send({ part, state: 'ready', data: { part }, ms: 1 })
  page.stream().end()
  await first
  const again = client.query({ ...pageQuery('orderPage', input), staleTime: 0 })
  await vi.waitFor(() => expect(page.fetch).toHaveBeenCalledTimes(2))
  expect(states()).toEqual({ order: 'ready', shipping: 'ready', point: 'ready' })
  page.stream(1).cut()
  await again
  expect(states()).toEqual({ order: 'stale', shipping: 'stale', point: 'stale' })
})

test('retrying one part takes that part and lets the rest of the stream go', async () => {
  const page = stubPage(names)
  client.setQueryData(pageKey('orderPage', input), {
    order: { state: 'ready', data: { id: 'old' }, ms: 1, at: 0 },
    point: { state: 'unavailable', problem: { code: 'UPSTREAM_TIMEOUT' }, ms: 1, at: 0 },
  })
  const retrying = retryParts(client, 'orderPage', input, ['point'])
  await vi.waitFor(() => expect(page.fetch).toHaveBeenCalledOnce())
  page.stream().send({ part: 'order', state: 'ready', data: { id: 'new' }, ms: 1 })
  page.stream().send({ part: 'point', state: 'ready', data: null, ms: 2 })
  await retrying
  expect(shown()).toMatchObject({ order: { data: { id: 'old' } }, point: { state: 'ready' } })
  await vi.waitFor(() => expect(page.stream().state.isLeft).toBe(true))
})

test('leaving the page hangs up on the server', async () => {
  const page = stubPage(names)
  const observer = new QueryObserver(client, pageQuery('orderPage', input))
  const leave = observer.subscribe(() => undefined)
  await vi.waitFor(() => expect(page.fetch).toHaveBeenCalledOnce())
  leave()
  await vi.waitFor(() => expect(page.stream().state.isLeft).toBe(true))
})

test('a page that does not exist is a refusal, not a set of missing parts', async () => {
  const body = { code: 'ORDER_NOT_FOUND', title: 'No such order', status: 404, hint: '', type: '' }
  const headers = { 'content-type': 'application/problem+json' }
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status: 404, headers }))
  await expect(open()).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' })
  expect(shown()).toEqual({})
})

test('what is known already is shown at once, and asked for all the same', async () => {
  const page = stubPage(names)
  const order = { id: '0199', number: '1' } as never
  primePart(client, 'orderPage', input, 'order', order)
  expect(shown()).toMatchObject({ order: { state: 'ready', data: order } })
  const reading = open()
  await vi.waitFor(() => expect(page.fetch).toHaveBeenCalledOnce())
  page.stream().end()
  await reading
})
