import { expect, test } from 'vitest'
import type { Answer, CallOptions, Upstream } from './call.ts'
import { createSingleFlight, sharedReads } from './single-flight.ts'

/** Work that waits to be told what it brings, and remembers whether it was taken back. */
function slowWork() {
  const begun: { bring: (value: string) => void; fail: (error: Error) => void; signal: AbortSignal }[] = []
  const work = (signal: AbortSignal) =>
    new Promise<string>((bring, fail) => {
      begun.push({ bring, fail, signal })
      signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true })
    })
  return { begun, work }
}

test('a hundred who ask for the same at once cost one piece of work, and it is done anew afterwards', async () => {
  const { begun, work } = slowWork()
  const flights = createSingleFlight<string>()
  const all = Array.from({ length: 100 }, () => flights.share('mug', undefined, work))
  const other = flights.share('pot', undefined, work)
  expect(begun).toHaveLength(2)
  begun[0]!.bring('a mug')
  begun[1]!.bring('a pot')
  expect(new Set(await Promise.all(all))).toEqual(new Set(['a mug']))
  expect(await other).toBe('a pot')
  expect(flights.size).toBe(0)
  void flights.share('mug', undefined, work)
  expect(begun).toHaveLength(3)
})

test('one who leaves goes alone; when nobody waits any more the work ends', async () => {
  const { begun, work } = slowWork()
  const flights = createSingleFlight<string>()
  const [first, second] = [new AbortController(), new AbortController()]
  const asked = [first, second].map(({ signal }) => flights.share('mug', signal, work))
  first.abort(new Error('the first left'))
  await expect(asked[0]).rejects.toThrow('the first left')
  expect(begun[0]!.signal.aborted).toBe(false)
  second.abort(new Error('the second left'))
  await expect(asked[1]).rejects.toThrow('the second left')
  expect(begun[0]!.signal.aborted).toBe(true)
  void flights.share('mug', undefined, work)
  expect(begun).toHaveLength(2)
})

test('who has left before he asked begins nothing', async () => {
  const { begun, work } = slowWork()
  const gone = AbortSignal.abort(new Error('gone'))
  await expect(createSingleFlight<string>().share('mug', gone, work)).rejects.toThrow('gone')
  expect(begun).toHaveLength(0)
})

test('a failure is that of all who waited, and is not kept', async () => {
  const { begun, work } = slowWork()
  const flights = createSingleFlight<string>()
  const asked = [1, 2].map(() => flights.share('mug', undefined, work))
  begun[0]!.fail(new Error('broken'))
  for (const one of asked) await expect(one).rejects.toThrow('broken')
  void flights.share('mug', undefined, work)
  expect(begun).toHaveLength(2)
})

test('reads that are the same for everybody are shared; those of members and changes never are', async () => {
  const asked: (CallOptions & { path: string })[] = []
  const answer: Answer = { status: 200, contentType: 'application/json', body: Buffer.from('{}') }
  const upstream: Upstream = {
    name: 'product',
    ask: async (path, options = {}) => (asked.push({ path, ...options }), answer),
    send: () => () => new Response(),
    inFlight: 0,
    close: async () => {},
  }
  const shared = sharedReads(upstream)
  await Promise.all([
    shared.ask('/products'),
    shared.ask('/products'),
    shared.send()('/products', { method: 'GET' }),
    shared.ask('/products', { member: 'a' }),
    shared.ask('/products', { member: 'b' }),
    shared.ask('/products', { method: 'POST' }),
    shared.ask('/products', { method: 'POST' }),
  ])
  expect(asked.map(({ member, method = 'GET' }) => member ?? method)).toEqual([
    'GET',
    'a',
    'b',
    'POST',
    'POST',
  ])
})
