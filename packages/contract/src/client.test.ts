import { expect, test } from 'vitest'
import { z } from 'zod'
import { ClientProblem, createClient, urlOf } from './client.ts'
import { defineApi, endpoint, stream } from './endpoint.ts'
import { implement } from './implement.ts'
import { Problem } from './problem.ts'

const routes = { find: 'GET /things/:id', make: 'POST /things', page: 'GET /page' } as const
const api = defineApi(routes)({
  find: endpoint({
    summary: '',
    access: 'public',
    params: z.object({ id: z.string() }),
    response: z.object({ id: z.string() }),
    errors: ['ORDER_NOT_FOUND'],
  }),
  make: endpoint({
    summary: '',
    access: 'public',
    body: z.object({ n: z.int() }),
    status: 201,
    response: z.object({ n: z.int() }),
  }),
  page: stream({ summary: '', access: 'public', parts: { a: z.number(), b: z.number() } }),
})
const app = implement(api, { caller: () => null, check: true })({
  find: ({ params }) => {
    if (params.id === 'none') throw new Problem('ORDER_NOT_FOUND', { about: 'none' })
    return { id: params.id }
  },
  make: ({ body }) => body,
  page: async function* () {
    yield { part: 'a', state: 'ready', data: 1, ms: 1 }
    yield { part: 'b', state: 'unavailable', problem: { code: 'UPSTREAM_TIMEOUT', title: 't' }, ms: 2 }
  },
})
const client = createClient<typeof api>(routes, (url, init) => app.request(url, init))

test('calls by name and gives back what the contract says', async () => {
  expect(await client.find({ params: { id: 'a/../b' } })).toEqual({ id: 'a/../b' })
  expect(await client.make({ body: { n: 1 } })).toEqual({ n: 1 })
})

test('a problem of the contract arrives with its code', async () => {
  await expect(client.find({ params: { id: 'none' } })).rejects.toMatchObject({
    code: 'ORDER_NOT_FOUND',
    status: 404,
    problem: { about: 'none' },
  })
})

test('the parts of a page come one by one', async () => {
  const lines = []
  for await (const line of await client.page()) lines.push(`${line.part} ${line.state}`)
  expect(lines).toEqual(['a ready', 'b unavailable'])
})

const answering = (body: string, headers: Record<string, string>) =>
  createClient<typeof api>(routes, () => new Response(body, { headers }))

test('a stream that ends before its last part was cut, however quietly', async () => {
  const cut = answering('{"part":"a","state":"ready","data":1,"ms":1}\n', {
    'content-type': 'application/x-ndjson',
    'nowait-parts': 'a,b',
  })
  const read = async () => {
    for await (const line of await cut.page()) expect(line.part).toBe('a')
  }
  await expect(read()).rejects.toMatchObject({ code: 'UNREACHABLE' })
})

test('a page of a proxy, or no network, is "could not be reached"', async () => {
  const proxy = answering('<h1>Gateway</h1>', { 'content-type': 'text/html' })
  await expect(proxy.find({ params: { id: '1' } })).rejects.toMatchObject({ code: 'UNREACHABLE' })
  const offline = createClient<typeof api>(routes, () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(offline.find({ params: { id: '1' } })).rejects.toBeInstanceOf(ClientProblem)
})

test('an id stays inside its segment, and what is not set is not sent', () => {
  expect(urlOf('GET /orders/:id', { params: { id: '../points?x=1' } })).toBe('/orders/..%2Fpoints%3Fx%3D1')
  expect(urlOf('GET /orders', { query: { size: 5, cursor: undefined, search: '머그 & 컵' } })).toBe(
    '/orders?size=5&search=%EB%A8%B8%EA%B7%B8+%26+%EC%BB%B5',
  )
})
