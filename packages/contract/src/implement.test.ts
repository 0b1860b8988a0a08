import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineApi, endpoint, stream } from './endpoint.ts'
import { implement, type ImplementOptions } from './implement.ts'
import { Problem } from './problem.ts'
import { Raw } from './raw.ts'
import { PartBytes } from './part.ts'

const Thing = z.object({ id: z.string(), size: z.int() })
const api = defineApi({
  getThing: 'GET /things/:id',
  listThings: 'GET /things',
  makeThing: 'POST /things',
  dropThing: 'DELETE /things/:id',
  page: 'GET /page',
})({
  getThing: endpoint({
    summary: 'one',
    access: 'public',
    params: z.object({ id: z.string() }),
    response: Thing,
    errors: ['NOT_FOUND'],
  }),
  listThings: endpoint({
    summary: 'all',
    access: 'public',
    query: z.object({
      size: z.coerce.number<number>().int().default(10),
      tag: z.array(z.string()).optional(),
    }),
    response: z.object({ size: z.number(), tags: z.number() }),
  }),
  makeThing: endpoint({
    summary: 'make',
    access: 'public',
    body: z.strictObject({ size: z.int() }),
    status: 201,
    response: Thing,
  }),
  dropThing: endpoint({
    summary: 'drop',
    access: 'public',
    params: z.object({ id: z.string() }),
    status: 204,
  }),
  page: stream({ summary: 'page', access: 'public', parts: { a: Thing, b: Thing } }),
})

type Options = Partial<ImplementOptions<null>>
function app(options: Options = {}, thing: unknown = { id: 'x', size: 1 }) {
  return implement(api, { caller: () => null, ...options })({
    getThing: ({ params }) => {
      if (params.id === 'none') throw new Problem('NOT_FOUND', { about: params.id })
      if (params.id === 'bug') throw new Error('SELECT secret FROM somewhere')
      if (params.id === 'raw') return new Raw(new TextEncoder().encode(JSON.stringify(thing)))
      return { id: params.id, size: 1 }
    },
    listThings: ({ query }) => ({ size: query.size, tags: query.tag?.length ?? 0 }),
    makeThing: ({ body }) => ({ id: 'new', size: body.size }),
    dropThing: () => undefined,
    page: async function* () {
      yield {
        part: 'b',
        state: 'ready',
        data: new PartBytes(new TextEncoder().encode(JSON.stringify(thing))),
        ms: 1,
      }
      yield { part: 'a', state: 'ready', data: { id: 'a', size: 1 }, ms: 2 }
    },
  })
}

const post = (body: string | Uint8Array<ArrayBuffer>, type: string | undefined = 'application/json') =>
  app().request('/things', { method: 'POST', body, headers: type ? { 'content-type': type } : {} })

describe('bodies', () => {
  test('JSON that fits is taken', async () => {
    const answer = await post('{"size":3}', 'application/json; charset=utf-8')
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({ id: 'new', size: 3 })
  })

  test.for([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    '',
  ])('JSON sent as "%s" is refused: no preflight guards such a request', async (type) => {
    expect((await post(new TextEncoder().encode('{"size":3}'), type)).status).toBe(415)
  })

  test.for([
    ['not JSON', '{"size":', 'MALFORMED_REQUEST'],
    ['nothing', '', 'MALFORMED_REQUEST'],
    ['a number too large to be whole', '{"size":1e309}', 'INVALID_REQUEST'],
    ['a fraction', '{"size":1.5}', 'INVALID_REQUEST'],
    ['a field nobody asked for', '{"size":1,"price":0}', 'INVALID_REQUEST'],
    ['a prototype', '{"size":1,"__proto__":{"isAdmin":true}}', 'INVALID_REQUEST'],
    ['45,000 levels', '['.repeat(30_000), 'MALFORMED_REQUEST'],
    ['bytes that are not UTF-8', new Uint8Array([34, 255, 254, 34]), 'MALFORMED_REQUEST'],
  ] as const)('%s is refused by name', async ([, body, code]) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code })
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  test('the issues say where and what', async () => {
    const { issues } = (await (await post('{"size":"x"}')).json()) as { issues: { path: string }[] }
    expect(issues).toEqual([{ path: 'body.size', message: expect.stringContaining('expected') }])
  })

  test('one byte over the limit is too large, announced or not', async () => {
    const fits = `{"size":1}${' '.repeat(64 * 1024 - 10)}`
    expect((await post(fits)).status).toBe(201)
    expect((await post(`${fits} `)).status).toBe(413)
    const chunked = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`${fits} `))
        controller.close()
      },
    })
    const request = new Request('http://a/things', {
      method: 'POST',
      body: chunked,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit)
    expect((await app().request(request)).status).toBe(413)
  })
})

describe('addresses', () => {
  test('a query repeated is a list where the contract asks for one, and refused where it does not', async () => {
    expect(await (await app().request('/things?tag=a&tag=b')).json()).toEqual({ size: 10, tags: 2 })
    expect((await app().request('/things?size=1&size=2')).status).toBe(400)
  })

  test('an unknown method says which are known; HEAD goes where GET goes', async () => {
    const answer = await app().request('/things/x', { method: 'POST' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, DELETE, HEAD')
    const head = await app().request('/things/x', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
  })

  test('an unknown address is a problem, and so is an id that leads nowhere', async () => {
    expect(await (await app().request('/nothing')).json()).toMatchObject({ code: 'NOT_FOUND', status: 404 })
    const answer = await app().request('/things/none')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ code: 'NOT_FOUND', about: 'none', hint: expect.any(String) })
  })

  test('204 has no body', async () => {
    const answer = await app().request('/things/x', { method: 'DELETE' })
    expect(answer.status).toBe(204)
    expect(await answer.text()).toBe('')
  })
})

test('a bug is told once, and the client learns nothing of it', async () => {
  const told: unknown[] = []
  const answer = await app({ onError: (error) => told.push(error), traceId: () => 'trace-1' }).request(
    '/things/bug',
  )
  expect(answer.status).toBe(500)
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ code: 'INTERNAL', traceId: 'trace-1' })
  expect(text).not.toContain('SELECT')
  expect(told).toHaveLength(1)
})

describe('drift', () => {
  test('bytes passed on are not looked at in production, and caught in check mode', async () => {
    const drifted = { id: 'x', size: 'large' }
    expect((await app({}, drifted).request('/things/raw')).status).toBe(200)
    expect((await app({ check: true }, drifted).request('/things/raw')).status).toBe(500)
    expect((await app({ check: true }).request('/things/raw')).status).toBe(200)
  })

  test('a field that the contract does not know is drift', async () => {
    const leaking = { id: 'x', size: 1, passwordHash: 'secret' }
    expect((await app({ check: true }, leaking).request('/things/raw')).status).toBe(500)
  })

  test('a page whose first part has drifted fails as a whole', async () => {
    const answer = await app({ check: true }, { id: 1 }).request('/page')
    expect(answer.status).toBe(500)
  })
})

describe('pages', () => {
  test('a star and NDJSON give a line for each part in the order of arrival', async () => {
    for (const accept of ['*/*', 'application/x-ndjson', 'application/x-ndjson, application/json']) {
      const answer = await app().request('/page', { headers: { accept } })
      expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
      expect(answer.headers.get('nowait-parts')).toBe('a,b')
      expect(answer.headers.get('vary')).toBe('Accept')
      const lines = (await answer.text()).trimEnd().split('\n')
      expect(lines.map((line) => JSON.parse(line))).toEqual([
        { part: 'b', state: 'ready', data: { id: 'x', size: 1 }, ms: 1 },
        { part: 'a', state: 'ready', data: { id: 'a', size: 1 }, ms: 2 },
      ])
    }
  })

  test('JSON gives the same parts as one object', async () => {
    const answer = await app().request('/page', { headers: { accept: 'application/json' } })
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await answer.json()).toEqual({
      b: { state: 'ready', data: { id: 'x', size: 1 }, ms: 1 },
      a: { state: 'ready', data: { id: 'a', size: 1 }, ms: 2 },
    })
  })

  test('anything else is not acceptable', async () => {
    expect((await app().request('/page', { headers: { accept: 'text/html' } })).status).toBe(406)
  })
})

test('a part that drifts later cuts the stream: the reader sees an error, never a quiet end', async () => {
  const cut = implement(api, { caller: () => null, check: true })({
    getThing: () => ({ id: 'x', size: 1 }),
    listThings: () => ({ size: 1, tags: 0 }),
    makeThing: () => ({ id: 'x', size: 1 }),
    dropThing: () => undefined,
    page: async function* () {
      yield { part: 'a', state: 'ready', data: { id: 'a', size: 1 }, ms: 1 }
      yield { part: 'b', state: 'ready', data: new PartBytes(new TextEncoder().encode('{"id":1}')), ms: 2 }
    },
  })
  const answer = await cut.request('/page')
  expect(answer.status).toBe(200)
  await expect(answer.text()).rejects.toThrow(/drifted/)
})
