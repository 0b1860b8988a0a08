import { expect, test } from 'vitest'
import { gather } from './gather.ts'

/** Sends that end when the test says so. */
function sends() {
  const asked: Array<{ items: string[]; end: PromiseWithResolvers<string[]> }> = []
  const send = gather<string, string>((items) => {
    const end = Promise.withResolvers<string[]>()
    asked.push({ items, end })
    return end.promise
  })
  const succeed = (at: number) => asked[at]!.end.resolve(asked[at]!.items.map((item) => `${item} sent`))
  return { send, succeed, fail: (at: number) => asked[at]!.end.reject(new Error('no')), asked }
}

test('what comes while something is sent goes together with the next, and each has its own result', async () => {
  const { send, succeed, asked } = sends()
  const [a, b, c] = [send('a'), send('b'), send('c')]
  expect(asked.map(({ items }) => items)).toEqual([['a']])
  succeed(0)
  expect(await a).toBe('a sent')
  expect(asked.map(({ items }) => items)).toEqual([['a'], ['b', 'c']])
  succeed(1)
  expect(await Promise.all([b, c])).toEqual(['b sent', 'c sent'])
})

test('after a group has failed its items go alone and at once, then together again', async () => {
  const { send, succeed, fail, asked } = sends()
  const [a, ...both] = [send('a'), send('b'), send('c')]
  succeed(0)
  await a
  fail(1)
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const [b, c, d, e, f] = [send('b'), send('c'), send('d'), send('e'), send('f')]
  expect(asked.slice(2).map(({ items }) => items)).toEqual([['b'], ['c'], ['d']])
  fail(2)
  await expect(b).rejects.toThrow('no')
  succeed(3)
  succeed(4)
  expect(await Promise.all([c, d])).toEqual(['c sent', 'd sent'])
  succeed(5)
  expect(await Promise.all([e, f])).toEqual(['e sent', 'f sent'])
})
