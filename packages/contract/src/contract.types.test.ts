import { expect, test } from 'vitest'
import { z } from 'zod'
import { createClient } from './client.ts'
import { defineApi, endpoint, stream } from './endpoint.ts'
import { implement } from './implement.ts'

// These lines are checked by the compiler: an expected error that does not come is itself an error.
const routes = { get: 'GET /t/:id', list: 'GET /t', page: 'GET /p' } as const
const Thing = z.object({ id: z.string(), state: z.enum(['new', 'old']) })
const get = endpoint({ summary: '', access: 'public', params: z.object({ id: z.string() }), response: Thing })
const list = endpoint({
  summary: '',
  access: 'public',
  query: z.object({ size: z.coerce.number<number>() }),
  response: z.array(Thing),
})
const page = stream({ summary: '', access: 'public', parts: { thing: Thing } })
const api = defineApi(routes)({ get, list, page })
const options = { caller: () => null }

export function notCompiled() {
  // @ts-expect-error an endpoint is missing
  defineApi(routes)({ get, list })
  // @ts-expect-error one too many
  defineApi(routes)({ get, list, page, more: list })
  // @ts-expect-error the address has a parameter that the endpoint does not describe
  defineApi({ list: 'GET /t/:id' })({ list })

  const good = { get: () => ({ id: '1', state: 'new' as const }), list: () => [] }
  // @ts-expect-error a handler is missing
  implement(api, options)({ ...good })
  implement(
    api,
    options,
  )({
    ...good,
    // @ts-expect-error a value that is not in the contract
    get: () => ({ id: '1', state: 'newish' }),
    page: async function* () {
      yield { part: 'thing', state: 'ready', data: { id: '1', state: 'new' }, ms: 1 }
    },
  })
  implement(
    api,
    options,
  )({
    ...good,
    // @ts-expect-error a part that the page does not have
    page: async function* () {
      yield { part: 'other', state: 'unavailable', problem: { code: 'INTERNAL', title: '' }, ms: 1 }
    },
  })

  const client = createClient<typeof api>(routes, fetch)
  // @ts-expect-error a parameter is missing
  void client.get({})
  // @ts-expect-error a query of another type
  void client.list({ query: { size: 'many' } })
}

test('the compiler has checked the lines above', () => {
  expect(notCompiled).toBeTypeOf('function')
})
